import { checkSentences } from '../check.ts';
import { staging } from './stage.ts';
import { table } from './table.ts';

checkSentences('jfrog', staging, table);
