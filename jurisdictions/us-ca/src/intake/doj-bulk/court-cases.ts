interface CourtCase {
  readonly county: string
  readonly numbers: string
  readonly caseId: string
}

/** So few are looked through; more are hashed. */
const FEW = 8

/** The cases of one person, by their court and its numbers for them. */
export class CourtCases {
  private readonly cases: CourtCase[] = []
  private hashed: Map<string, string> | undefined

  /** The case known by these numbers in a county; where there is none yet, it is `caseId` from now on. */
  idOf(county: string, numbers: string, caseId: string): string {
    const known = this.find(county, numbers)
    if (known !== undefined) return known
    this.cases.push({ county, numbers, caseId })
    this.hashed?.set(hashKey(county, numbers), caseId)
    return caseId
  }

  private find(county: string, numbers: string): string | undefined {
    const { cases } = this
    if (cases.length > FEW) {
      this.hashed ??= new Map(cases.map((known) => [hashKey(known.county, known.numbers), known.caseId]))
      return this.hashed.get(hashKey(county, numbers))
    }
    for (const known of cases) if (known.numbers === numbers && known.county === county) return known.caseId
    return undefined
  }
}

function hashKey(county: string, numbers: string): string {
  return `${county}\u001f${numbers}`
}
