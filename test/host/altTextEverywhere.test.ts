import assert from 'node:assert/strict';
import { DocumentStage, suggestion } from './documentStage';
import { configure } from './sightline';

describe('the alt texts of an image file', () => {
  const stage = new DocumentStage();

  it('are asked for once for each role, and reviewed in one preview', async () => {
    const one = await stage.open('one.md', '# One\n\n![](img/dashboard.png)\n', [
      'img/dashboard.png',
    ]);
    const two = await stage.open('two.md', 'Two: ![image](./img/dashboard.png "t")\n', []);
    const three = await stage.open(
      'sub/three.html',
      '<a href="x.html"><img src="../img/dashboard.png"></a><img src="other.png">\n',
      [],
    );
    stage.says(suggestion('The figures.'));
    const images = [stage.uri('img/dashboard.png')];
    assert.deepEqual(await stage.inDocuments.generateEverywhere(images), []);
    assert.equal(stage.requests.length, 2);
    const questions = [0, 1].map((index) => stage.question(index));
    assert.deepEqual(
      questions.map((question) => question.includes('The image is in a link')).sort(),
      [false, true],
    );
    assert.equal(one.getText(), '# One\n\n![The figures.](img/dashboard.png)\n');
    assert.equal(two.getText(), 'Two: ![The figures.](./img/dashboard.png "t")\n');
    assert.equal(
      three.getText(),
      '<a href="x.html"><img src="../img/dashboard.png" alt="The figures."></a><img src="other.png">\n',
    );
  });

  it('are asked for once, however often the command is chosen meanwhile', async () => {
    const document = await stage.open('one.md', '![](dashboard.png)\n');
    stage.emulator.behave({ stream: 'slow', delayMs: 20, reply: suggestion('A dashboard.') });
    const image = [stage.uri('dashboard.png')];
    const first = stage.inDocuments.generateEverywhere(image);
    await stage.emulator.nextRequest();
    await stage.inDocuments.generateEverywhere(image);
    await first;
    assert.equal(stage.requests.length, 1);
    assert.equal(document.getText(), '![A dashboard.](dashboard.png)\n');
  });

  it('are looked for by name, percent-encoded or as wikilinks too', async () => {
    const text = '![](my%20board.png) ![](<my board.png>) ![[my board.png]] ![](no%zz.png)\n';
    const document = await stage.open('one.md', text, ['my board.png']);
    stage.says(suggestion('A dashboard.'));
    await stage.inDocuments.generateEverywhere([stage.uri('my board.png')]);
    assert.equal(
      document.getText(),
      '![A dashboard.](my%20board.png) ![A dashboard.](<my board.png>) ![[my board.png|A dashboard.]] ![](no%zz.png)\n',
    );
  });

  it('are in the language of each document, and leave expressions alone', async () => {
    const german = '---\nlang: de\n---\n\n![](dashboard.png)\n';
    const one = await stage.open('de.md', german);
    await stage.open('en.md', '---\nlang: en\n---\n\n![](dashboard.png)\n', []);
    await stage.open('page.svelte', '<img src="dashboard.png" alt={text}>\n', []);
    stage.says(suggestion('Ein Dashboard.'));
    await stage.inDocuments.generateEverywhere([stage.uri('dashboard.png')]);
    const questions = [0, 1].map((index) => stage.question(index)).sort();
    assert.equal(stage.requests.length, 2);
    assert.ok(questions.some((question) => question.includes('in this language: de')));
    assert.ok(questions.some((question) => question.includes('in this language: en')));
    assert.equal(one.getText(), german.replace('![]', '![Ein Dashboard.]'));
    const { messages } = stage.services().quickInput;
    assert.match(messages.join(), /1 of 3 places that show dashboard\.png are left as they are/);
  });

  it('are asked for in the panel where no model is connected', async () => {
    await configure({ connections: [], connection: 'offline' });
    await stage.open('one.md', '![](dashboard.png)\n');
    const uri = stage.uri('dashboard.png');
    assert.deepEqual(await stage.inDocuments.generateEverywhere([uri]), [uri]);
  });

  it('change nothing where the preview is left', async () => {
    const text = '![](dashboard.png)\n';
    const document = await stage.open('one.md', text);
    stage.says(suggestion('A dashboard.'));
    stage.review = (edit) => Promise.resolve(edit.size < 0);
    await stage.inDocuments.generateEverywhere([stage.uri('dashboard.png')]);
    assert.equal(document.getText(), text);
    assert.equal((await stage.conversations.history.all()).length, 1, 'what was paid for is kept');
  });

  it('are none where no document shows it: the file is given back, and nothing sent', async () => {
    await stage.open('one.md', '![](other.png) `![](dashboard.png)`\n');
    const uri = stage.uri('dashboard.png');
    assert.deepEqual(await stage.inDocuments.generateEverywhere([uri]), [uri]);
    assert.equal(stage.requests.length, 0);
  });
});
