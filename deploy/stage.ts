/** What the names of a stage's rules begin with, so that one account and region holds several stages. */
export const rulePrefix = (stage: string): string => `skein_${stage.replace(/[^A-Za-z0-9]/g, '_')}`;

export const ruleNameIn = (stage: string, rule: string): string => `${rulePrefix(stage)}_${rule}`;
