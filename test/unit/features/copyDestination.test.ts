import assert from 'node:assert/strict';
import {
  copyPath,
  numbered,
} from '../../../src/features/generateAltText/inDocuments/copyDestination';

const copied = {
  documentPath: '/work/site/docs/guide/README.md',
  folderPath: '/work/site',
  fileName: 'image.png',
  now: new Date('2025-06-06T08:40:32.123Z'),
};

describe('the path of a pasted image', () => {
  const paths: [destination: string, path: string][] = [
    ['', '/work/site/docs/guide/image.png'],
    ['images/', '/work/site/docs/guide/images/image.png'],
    ['images/${fileName}', '/work/site/docs/guide/images/image.png'],
    ['/static/img/', '/work/site/static/img/image.png'],
    ['${documentDirName}/images/${fileName}', '/work/site/docs/guide/images/image.png'],
    ['${documentBaseName}-${fileName}', '/work/site/docs/guide/README-image.png'],
    ['${documentWorkspaceFolder}/assets/', '/work/site/assets/image.png'],
    ['/assets/${documentRelativeDirName}/', '/work/site/assets/docs/guide/image.png'],
    ['${unixTime}.${fileExtName}', '/work/site/docs/guide/1749199232123.png'],
    ['${documentExtName}/${documentFileName}/', '/work/site/docs/guide/md/README.md/image.png'],
    ['${unknown}/', '/work/site/docs/guide/${unknown}/image.png'],
  ];
  for (const [destination, path] of paths) {
    it(`is ${path} for "${destination}"`, () => {
      assert.equal(copyPath(destination, copied), path);
    });
  }

  it('begins beside a document that is in no folder of the workspace', () => {
    const alone = { ...copied, folderPath: undefined };
    assert.equal(copyPath('/img/', alone), '/work/site/docs/guide/img/image.png');
    assert.equal(copyPath('${documentWorkspaceFolder}/', alone), '/work/site/docs/guide/image.png');
  });

  it('is numbered where the name is taken', () => {
    assert.deepEqual(
      [0, 1, 2].map((number) => numbered('/a.b/image.png', number)),
      ['/a.b/image.png', '/a.b/image-1.png', '/a.b/image-2.png'],
    );
    assert.equal(numbered('/a.b/image', 1), '/a.b/image-1');
  });
});
