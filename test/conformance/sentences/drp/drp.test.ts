import { checkSentences } from '../check.ts';
import { issuing } from './issuing.ts';
import { revoking } from './revoking.ts';
import { signingIn } from './signing-in.ts';
import { staging } from './stage.ts';
import { unproven } from './unproven.ts';

checkSentences('drp', staging, [...signingIn, ...revoking, ...issuing], unproven);
