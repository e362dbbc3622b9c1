/** Does the work of every item, of at most `most` at the same time. Answers in the order of the items. */
export async function atOnce<Item, Answer>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const left = items.entries()
  const hand = async () => {
    for (const [index, item] of left) answers[index] = await work(item)
  }
  await Promise.all(Array.from({ length: most }, hand))
  return answers
}
