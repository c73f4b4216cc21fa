import { checkSentences } from '../check.ts';
import { staging } from '../jfrog/stage.ts';
import { table } from './table.ts';

checkSentences('shared', staging, table);
