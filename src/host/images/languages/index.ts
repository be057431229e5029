export { Languages, type ChosenLanguages, type LanguageSurroundings } from './languages';
