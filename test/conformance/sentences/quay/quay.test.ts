import { checkSentences } from '../check.ts';
import { appTokens } from './app-tokens.ts';
import { issuers } from './issuers.ts';
import { robots } from './robots.ts';
import { signingIn } from './signing-in.ts';
import { staging } from './stage.ts';
import { verifying } from './verifying.ts';

checkSentences('quay', staging, [...signingIn, ...robots, ...appTokens, ...issuers, ...verifying]);
