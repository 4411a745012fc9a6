// The rules of src/wasl/people/linkage (names, letters, likeness) for a browser without a network: the same tables,
// the same results, held by tests/people/linkage/vectors.tsv. Change the Python first, then here.

const ARABIC = /[\u0621-\u064a]/;
const LETTERS_AND_FIGURES = /[\p{L}\p{N}]/u;
const GAP = "AEIU.";

const rulesOf = (list) => list.map(([pattern, letters]) => [new RegExp(pattern, "g"), letters]);
const translated = (text, table) => [...text].map((letter) => table[letter] ?? letter).join("");
const apply = (text, rules) => rules.reduce((word, [pattern, letters]) => word.replace(pattern, letters), text);
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

export const isArabic = (text) => ARABIC.test(text);

// One insertion, deletion, replacement or swap of neighbours at most.
export function distanceAtMostOne(one, other) {
  if (one.length > other.length) [one, other] = [other, one];
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const rest = one.slice(start);
  const more = other.slice(start);
  if (one.length !== other.length) return more.length - rest.length === 1 && rest === more.slice(1);
  const swapped = rest.slice(0, 2) === [...more.slice(0, 2)].reverse().join("");
  return rest.slice(1) === more.slice(1) || (swapped && rest.slice(2) === more.slice(2));
}

export function normaliser(tables) {
  const scripts = new Map([[true, tables.arabic], [false, tables.latin]].map(([key, table]) => [key, {
    ...table,
    rewrites: rulesOf(table.rewrites),
    endings: table.endings.map(([pattern, heard]) => [new RegExp(pattern), heard.split(" ")]),
    lam: new RegExp(table.lam),
    servant: new RegExp(table.servant),
  }]));
  const rulesFor = (word) => scripts.get(isArabic(word));
  const merges = rulesOf(tables.merged);
  const joints = rulesOf(tables.joined);
  const glide = new RegExp(tables.arabic.glide);
  const [glued, notArticle] = [new RegExp(tables.latin.glued), new RegExp(tables.latin.notArticle)];
  const [titles, articles, tails] = [new Set(tables.titles), new Set(tables.articles), new Set(tables.tails)];
  const arabicNotArticle = new Set(tables.arabic.notArticle);
  const invisible = Object.fromEntries([...tables.invisible].map((sign) => [sign, ""]));

  function searchKey(text) {
    return translated(text.normalize("NFKD").toLowerCase(), tables.folded).replace(/ +/g, " ").replace(/^ | $/g, "");
  }

  function shape(word) {
    const letters = apply(word, rulesFor(word).rewrites);
    if (!isArabic(word)) {
      return [...letters].map((letter) => own(tables.latin.letters, letter) ?? "").join("").replace(/([a-z])\1+/g, "$1");
    }
    const onset = glide.test(letters) ? "w" : own(tables.arabic.onset, letters[0]) ?? "";
    return onset + translated(letters.slice(onset.length), tables.arabic.letters);
  }

  const bareShape = (word) => shape(word).replace(/[AEIU.]/g, "");
  const consonants = (word) => apply(bareShape(word), merges);

  function endings(word) {
    return rulesFor(word).endings.find(([pattern]) => pattern.test(word))?.[1] ?? ["-"];
  }

  function withoutArticle(word, isHamza) {
    if (isArabic(word)) {
      return isHamza || arabicNotArticle.has(word) || word.length < 4 ? word : word.replace(/^ال/, "");
    }
    if (notArticle.test(word)) return word;
    let bare = word.replace(glued, "");
    if (bare !== word) bare = bare.replace(glued, "");
    return bare && bare[0] === bare[1] ? bare.slice(1) : bare;
  }

  function withoutLam(word) {
    const short = word.replace(rulesFor(word).lam, "");
    const mayDrop = short === word && ["l", "ل"].includes(word[0]) && bareShape(word.slice(1)).length >= 3;
    return mayDrop ? word.slice(1) : short;
  }

  function served(word) {
    const match = rulesFor(word).servant.exec(word);
    return match ? word.slice(match[0].length) : null;
  }

  const servantOf = (word) => `bd${consonants(own(tables.servantOf, word) ?? word)}`;
  const knownServant = (word) => (own(tables.servantOf, word) ? `abd-${tables.servantOf[word]}` : "");

  function stem(word) {
    const of = served(word);
    if (of !== null) return servantOf(of);
    const open = word.length > 6 ? word.replaceAll("الدين", "دين").replaceAll("الله", "لا") : word;
    return consonants(withoutLam(open)) || open;
  }

  function wordOf(bare) {
    const known = own(tables.known, bare) ?? own(tables.known, withoutLam(bare));
    if (known) return { skeleton: consonants(known) || known, written: bare, known };
    return { skeleton: stem(bare), written: bare, known: knownServant(served(bare) ?? "") };
  }

  function piecesOf(text) {
    const plain = translated(text, invisible).normalize("NFC").replace(/[\u0640\u064b-\u065f\u0670]/g, "");
    const typed = plain.replace(/[-_.,/]+/g, " ").split(/\s+/).filter(Boolean);
    return typed.flatMap((raw) => apply(raw.toLowerCase(), joints).split(/\s+/).filter(Boolean)).flatMap((raw) => {
      let folded = [...searchKey(raw)].filter((letter) => LETTERS_AND_FIGURES.test(letter)).join("");
      if (!isArabic(folded) && !/^\p{Nd}+$/u.test(folded)) folded = translated(folded, tables.chatDigits);
      return folded ? [{ folded, bare: withoutArticle(folded, "إأآ".includes(raw[0])) }] : [];
    });
  }

  function governed(particles, piece) {
    const last = tables.particles[particles.at(-1)];
    const written = particles.join("") + (last === "bd" ? piece.folded : piece.bare);
    if (own(tables.known, written)) return wordOf(written);
    const heads = particles.map((particle) => tables.particles[particle]).join("");
    if (last === "bd") {
      const known = heads === "bd" ? knownServant(piece.bare) : "";
      return { skeleton: heads.slice(0, -2) + servantOf(piece.bare), written, known };
    }
    let { skeleton } = wordOf(piece.bare);
    if (!last && /^[aeiعا]/.test(piece.bare)) skeleton = `w${skeleton}`;
    else if (skeleton.length > 1 && `${heads.slice(-1)}wy`.includes(skeleton[0])) skeleton = skeleton.slice(1);
    return { skeleton: heads + skeleton, written, known: "" };
  }

  function words(text) {
    const pieces = piecesOf(text);
    const found = [];
    let particles = [];
    pieces.forEach((piece, place) => {
      const isLast = place === pieces.length - 1;
      if (!isLast && own(tables.particles, piece.folded) !== undefined) particles.push(piece.folded);
      else if (!isLast && articles.has(piece.folded)) return;
      else if (tails.has(piece.folded) && found.length && !particles.length) {
        found.push(wordOf(found.pop().written + piece.folded));
      } else if (titles.has(piece.bare) && !particles.length && (found.length || !isLast)) return;
      else {
        found.push(particles.length ? governed(particles, piece) : wordOf(piece.bare));
        particles = [];
      }
    });
    return found;
  }

  function gaps(letters) {
    const vowels = [""];
    let bones = "";
    for (const letter of letters) {
      if (GAP.includes(letter)) vowels[vowels.length - 1] += letter;
      else {
        bones += letter === "q" ? "k" : letter;
        vowels.push("");
      }
    }
    return [bones, vowels];
  }

  function unlike(here, there, arabic) {
    if ((here + there).includes(".") || (arabic[0] !== arabic[1] && !(arabic[0] ? here : there))) return false;
    const [heard, also] = [here, there].map((each) => new Set(each.replaceAll("E", "AI")));
    const shared = [...heard].filter((vowel) => also.has(vowel)).length;
    const isOther = shared !== heard.size || shared !== also.size;
    return Boolean(here && there && !shared) || (arabic[0] && arabic[1] && isOther);
  }

  function vowelsClash(one, other) {
    const [here, there] = [one, other].map(({ written }) => served(written) || withoutLam(written));
    const arabic = [isArabic(here), isArabic(there)];
    if (!endings(here).some((heard) => endings(there).includes(heard))) return true;
    const [[first, vowels], [second, others]] = [gaps(shape(here)), gaps(shape(there))];
    if (first !== second) {
      const [latin, written] = (arabic[0] ? [second, first] : [first, second]).map((text) => text.split("h").length);
      return (arabic[0] && arabic[1]) || ((arabic[0] || arabic[1]) && latin > written);
    }
    const bothBegin = !arabic[0] && !arabic[1] && vowels[0] && others[0];
    return vowels.slice(0, -1).some((each, place) => (place || bothBegin) && unlike(each, others[place], arabic));
  }

  function headsOf(word, length = 2, isPartial = false) {
    const more = isPartial ? (isArabic(word.written) ? "ا" : "a") : "";
    const readings = [word.skeleton, consonants(word.written + more), consonants(withoutLam(word.written) + more)];
    return new Set(readings.filter(Boolean).map((reading) => reading.slice(0, length)));
  }

  function begins(one, other) {
    if (other.written.startsWith(one.written)) return true;
    return [...headsOf(one, 9, true)].some((head) => (
      headsOf(other, head.length).has(head) && (head.length > 1 || other.skeleton.length === 1)
    ));
  }

  // "same", "other_script", "other_spelling", "begins", "near" or "differs", for two words.
  function compare(one, other, isPartial = false) {
    if (one.written === other.written) return "same";
    const same = isArabic(one.written) === isArabic(other.written) ? "other_spelling" : "other_script";
    if (one.known && other.known) return one.known === other.known ? same : "differs";
    const isAlike = one.skeleton === other.skeleton;
    if (isAlike && !vowelsClash(one, other)) return same;
    if (isPartial && begins(one, other)) return "begins";
    const isLong = Math.min(one.skeleton.length, other.skeleton.length) >= 3;
    return isAlike || (isLong && distanceAtMostOne(one.skeleton, other.skeleton)) ? "near" : "differs";
  }

  const skeleton = (text) => words(text).map((word) => word.skeleton).join(" ");
  const fineForm = (text) => words(text).map((word) => shape(word.known || word.written)).join(" ");
  const canonicalName = (text) => words(text).map((word) => word.known || word.written).join(" ");

  function isOneName(left, right) {
    const [one, other] = [words(left), words(right)];
    if (!one.length || one.length !== other.length) {
      return one.length > 0 && skeleton(left).replaceAll(" ", "") === skeleton(right).replaceAll(" ", "");
    }
    return one.every((word, place) => ["same", "other_script", "other_spelling"].includes(compare(word, other[place])));
  }

  return { version: tables.version, words, skeleton, fineForm, canonicalName, compare, isOneName };
}
