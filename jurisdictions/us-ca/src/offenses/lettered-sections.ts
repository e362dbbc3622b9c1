/**
 * Penal Code sections whose number ends in letters. A letter right after any other number is a subdivision written
 * without its parentheses: `11357A HS` is 11357(A), but `288A PC` is section 288a.
 *
 * 647b to 647f are left out on purpose: rap sheets write `647F` for 647(f), drunk in public, a hundred times as often.
 */
const LETTERED: Readonly<Record<string, string>> = {
  '146': 'A B C D E F G',
  '171': 'B C D E F',
  '266': 'A B C D E F G H I J K',
  '270': 'A B C D E F G H',
  '271': 'A',
  '273': 'A AB B C D E F G H I',
  '288': 'A',
  '303': 'A B',
  '308': 'B',
  '330': 'A B C',
  '337': 'A B C D E F G H I J K S T U V W X Y',
  '367': 'D E F G',
  '369': 'A B C D E F G H I',
  '374': 'A B C D E',
  '381': 'A B C D',
  '382': 'A',
  '383': 'A B C',
  '384': 'A B C D E F H I',
  '402': 'A B C',
  '405': 'A B',
  '470': 'A B',
  '475': 'A',
  '476': 'A',
  '484': 'B C D E F G H I J',
  '487': 'A B C D E F G H I J K',
  '490': 'A',
  '496': 'A B C D E',
  '499': 'A B C D',
  '504': 'A B',
  '506': 'A B',
  '529': 'A',
  '532': 'A B C D E F',
  '537': 'B C D E F G',
  '538': 'A B C D E F G H',
  '587': 'A B C',
  '588': 'A B',
  '593': 'A B C D E F G',
  '597': 'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z',
  '598': 'A B C D',
  '599': 'A B C D E F',
  '607': 'A B C D E F G',
  '625': 'A B C',
  '640': 'A B',
  '647': 'A',
  '653': 'A B C D F G H I J K L M N O P Q R S T U V W X Y Z AA',
  '1203.1': 'A B C D E F G H I J K L M',
  '1203.4': 'A B',
}

const lettered: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LETTERED).map(([number, letters]) => [number, new Set(letters.split(' '))]),
)

/** The letters at the start of `letters` that belong to the number of the section, `''` when they are a subdivision. */
export function sectionLetters(number: string, letters: string): string {
  const known = lettered.get(number)
  if (known === undefined) return ''
  for (const length of [2, 1]) {
    const head = letters.slice(0, length)
    if (head.length === length && known.has(head)) return head
  }
  return ''
}

/** Every section with letters, `273AB`. */
export function letteredSections(): readonly string[] {
  return [...lettered].flatMap(([number, letters]) => [...letters].map((letter) => number + letter))
}
