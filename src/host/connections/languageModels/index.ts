export { languageModelAnswer } from './answer';
export {
  defaultLanguageModel,
  languageModels,
  longWait,
  usedLanguageModel,
  type LanguageModel,
} from './models';
