export {
  isDocument,
  isImage,
  largestDocument,
  leftOutFolders,
  pathFilter,
  type Entries,
  type Files,
  type PathFilter,
} from './files';
export { Folders, type FolderRoot } from './folders';
export { documentFacts, scanDocuments, type OpenDocument, type ScanOptions } from './scan';
export { filesBelow } from './walk';
