/* global document, devicePixelRatio, getComputedStyle */
// Turns the text in each .file into numbered, coloured lines with a minimap beside them.

const words = {
  ts: 'import export from const let function return async await for of if else throw new class readonly interface type extends implements private static null undefined true false while switch case default try catch this typeof in',
  py: 'import from def return for in if elif else with as class self None True False raise try except lambda yield not and or is async await pass while assert',
  rs: 'use pub fn let mut struct enum impl for in if else match return self Self while loop mod const as where move ref Some None Ok Err true false trait crate dyn',
  css: 'var calc auto none flex grid inherit',
};

for (const file of document.querySelectorAll('.file')) {
  const script = file.querySelector('script');
  const lines = linesOf(outdented(script.textContent), file.dataset.language);
  const first = Number(file.dataset.first ?? 1);
  const pre = document.createElement('pre');
  lines.forEach((tokens, index) => pre.append(row(tokens, first + index, file.dataset)));
  file.append(pre);
  if (file.dataset.map !== 'none') {
    drawMap(file, lines);
  }
}

/** The text without the indentation that the formatter gives it in the page. */
function outdented(text) {
  const lines = text.replace('\n', '').trimEnd().split('\n');
  const depths = lines.filter((line) => line !== '').map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join('\n');
}

function linesOf(text, language) {
  const comment = language === 'py' ? '#.*|"""[^]*?"""' : String.raw`\/\/.*|\/\*[^]*?\*\/`;
  const pattern = new RegExp(
    [
      `(?<comment>${comment})`,
      String.raw`(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\`[^\`]*\`)`,
      String.raw`(?<number>\b\d[\w.]*\b)`,
      String.raw`(?<keyword>\b(?:${words[language].replaceAll(' ', '|')})\b)`,
      String.raw`(?<type>\b[A-Z]\w*)`,
      String.raw`(?<call>\b\w+(?=!?\())`,
      String.raw`[^]`,
    ].join('|'),
    'g',
  );
  const lines = [[]];
  for (const { 0: token, groups } of text.matchAll(pattern)) {
    const [kind = ''] = Object.keys(groups).filter((name) => groups[name] !== undefined);
    token.split('\n').forEach((part, index) => {
      if (index > 0) {
        lines.push([]);
      }
      const before = lines.at(-1).at(-1);
      if (before?.kind === '' && kind === '') {
        before.part += part;
      } else {
        lines.at(-1).push({ kind, part });
      }
    });
  }
  return lines;
}

function row(tokens, number, { now, wrong }) {
  const line = document.createElement('div');
  const margin = document.createElement('i');
  margin.textContent = number;
  line.append(margin);
  for (const { kind, part } of tokens) {
    const piece = document.createElement('span');
    piece.className = kind;
    piece.textContent = part;
    line.append(piece);
  }
  line.classList.toggle('now', now === String(number));
  line.classList.toggle('wrong', wrong === String(number));
  const [head] = line.textContent.slice(margin.textContent.length);
  line.classList.toggle('added', head === '+');
  line.classList.toggle('removed', head === '-');
  return line;
}

function drawMap(file, lines) {
  const canvas = document.createElement('canvas');
  file.append(canvas);
  const box = canvas.getBoundingClientRect();
  canvas.width = box.width * devicePixelRatio;
  canvas.height = box.height * devicePixelRatio;
  const context = canvas.getContext('2d');
  context.scale(devicePixelRatio, devicePixelRatio);
  const colours = getComputedStyle(file);
  context.fillStyle = '#ffffff14';
  context.fillRect(0, 0, box.width, (box.height / 19) * 2.5);
  context.globalAlpha = 0.7;
  lines.forEach((tokens, index) => {
    let column = 0;
    for (const { kind, part } of tokens) {
      context.fillStyle = colours.getPropertyValue(kind === '' ? '--text' : `--${kind}`);
      for (const letter of part) {
        if (letter !== ' ') {
          context.fillRect(4 + column * 1.05, index * 2.5, 0.8, 1.5);
        }
        column++;
      }
    }
  });
}
