import type { runs } from '@cmr/services'
import { z } from 'zod'
import type { Comparable } from './compare-choice.tsx'

const Choice = z.tuple([z.string(), z.string().nullable(), z.string()])

/** Every earlier ruleset, profile and preset a run can be compared with, as choices of a form. */
export function compareChoices(views: readonly runs.ComparableView[]): Comparable[] {
  return views.flatMap(({ ruleset, profile, title, presets }) =>
    presets.map(({ id, label }) => ({
      value: JSON.stringify([ruleset, profile, id]),
      label: presets.length === 1 ? title : `${title}: ${label}`,
    })),
  )
}

/** What a form sent; undefined when nothing was chosen, and for what no form of ours sends. */
export function readCompare(sent: unknown): runs.CompareInput | undefined {
  if (typeof sent !== 'string' || sent === '') return undefined
  const parsed = Choice.safeParse(jsonOf(sent))
  if (!parsed.success) return undefined
  const [ruleset, profile, preset] = parsed.data
  return { ruleset, preset, ...(profile !== null && { profile }) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
