import { weighted } from './random.ts'

/** F felony, M misdemeanor, I infraction, W charged as either felony or misdemeanor. */
export type Grade = 'F' | 'M' | 'I' | 'W'

/** A charge as the state's table of offenses writes it. */
export interface Offense {
  /** Five digits, as in OFFENSE_CODE. */
  readonly code: string
  /** As in OFFENSE_DESCR: section and code, a hyphen, a short name. */
  readonly literal: string
  readonly grade: Grade
}

type Line = readonly [weight: number, grade: Grade, literal: string]

function table(firstCode: number, lines: readonly Line[]): readonly Offense[] {
  return weighted(
    ...lines.map(
      ([weight, grade, literal], index) => [{ code: String(firstCode + index * 7), literal, grade }, weight] as const,
    ),
  )
}

/** Charges under the four sections, in the forms they are seen in. */
export const marijuanaOffenses = table(35_110, [
  [40, 'W', '11357(A) HS-POSSESS CONCENTRATED CANNABIS'],
  [10, 'W', '11357(A) HS-POSSESS MARIJUANA'],
  [90, 'M', '11357(B) HS-POSSESS MARIJUANA 28.5- GRAMS'],
  [60, 'M', '11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRM'],
  [6, 'M', '11357(D) HS-POSS MARIJUANA 28.5- GRMS ON SCHOOL GRND'],
  [30, 'W', '11357 HS-POSSESS MARIJUANA'],
  [2, 'M', '11357(C)HS-POSS MARIJUANA OVER 1 OZ/28.5 GRM'],
  [110, 'F', '11358 HS-PLANT/CULTIVATE/ETC MARIJUANA/HASH'],
  [8, 'F', '11358(C) HS-CULTIVATE MORE THAN 6 PLANTS'],
  [200, 'F', '11359 HS-POSSESS MARIJUANA/HASHISH FOR SALE'],
  [6, 'M', '11359(B) HS-POSSESS MARIJUANA FOR SALE'],
  [3, 'F', '664/11359 HS-ATTEMPT POSS MARIJUANA FOR SALE'],
  [2, 'F', '664-11359 HS-ATTEMPT POSS MARIJUANA FOR SALE'],
  [120, 'F', '11360(A) HS-SELL/FURNISH/ETC MARIJUANA/HASH'],
  [4, 'F', '11360(A)HS-TRANSPORT/SELL MARIJUANA'],
  [30, 'M', '11360(B) HS-GIVE/ETC/TRANSP MARIJUANA 28.5- GRMS'],
  [2, 'F', '11360 HS-TRANSPORT/SELL MARIJUANA'],
])

/** Charges often filed together with the above. */
export const companionOffenses = table(36_005, [
  [30, 'M', '11364 HS-POSSESS CONTROL SUBSTANCE PARAPHERNA'],
  [4, 'M', '11364(A) HS-POSSESS UNLAW PARAPHERNALIA'],
  [30, 'M', '11550(A) HS-USE/UNDER INFL CONTRLD SUBSTANCE'],
  [3, 'M', '11550 HS-UNDER INFLUENCE CONTROLLED SUBSTANCE'],
  [12, 'M', '148(A)(1) PC-OBSTRUCT/ETC PUB OFCR/ETC'],
  [5, 'M', '148 PC-OBSTRUCTS/RESISTS PUBLIC OFFICER/ETC'],
  [6, 'M', '148.9(A) PC-FALSE ID TO SPECIFIC PEACE OFICERS'],
  [5, 'M', '602(L) PC-TRESPASS:OCCUPY PROPERTY W/O CONSENT'],
  [2, 'M', '602 PC-TRESPASSING'],
  [10, 'M', '647(F) PC-DISORDERLY CONDUCT:INTOX DRUG/ALCOH'],
  [2, 'M', '466 PC-POSSESS/ETC BURGLARY TOOLS'],
  [4, 'M', '4140 BP-UNAUTHORIZED POSS HYPO NEEDLE/SYRINGE'],
  [2, 'M', '4149 BP - POSS HYPO NEEDLE/SYRINGE'],
  [3, 'M', '4060 BP-POSSESS CONTROL SUBST W/O PRESCRIPTN'],
  [8, 'M', '40508(A) VC-FAIL TO APPEAR:WRITTEN PROMISE'],
  [5, 'M', '1320(A) PC-FAIL TO APPEAR:OWN RECOGNIZANCE'],
])

/** All other charges of a record, the rare grave ones last. */
export const otherOffenses = table(13_040, [
  [60, 'M', '23152(A) VC-DUI ALCOHOL/DRUGS'],
  [40, 'M', '23152(B) VC-DUI ALCOHOL/0.08 PERCENT'],
  [40, 'M', '14601.1(A) VC-DRIVE WHILE LIC SUSPENDED/ETC'],
  [25, 'M', '12500(A) VC-DRIVE W/O LICENSE'],
  [12, 'M', '20002(A) VC-HIT AND RUN:PROPERTY DAMAGE'],
  [35, 'F', '10851(A) VC-TAKE VEH W/O OWN CONSENT/VEH THEFT'],
  [50, 'M', '484(A) PC-THEFT'],
  [6, 'M', '484-488 PC-PETTY THEFT'],
  [25, 'W', '487(A) PC-GRAND THEFT:MONEY/LABOR/PROPERTY'],
  [25, 'W', '496(A) PC-RECEIVE/ETC KNOWN STOLEN PROPERTY'],
  [40, 'F', '459 PC-BURGLARY'],
  [10, 'F', '470(D) PC-FORGERY'],
  [8, 'W', '530.5(A) PC-GET CREDIT/ETC OTHERS ID'],
  [15, 'F', '211 PC-ROBBERY'],
  [25, 'M', '242 PC-BATTERY'],
  [20, 'M', '243(E)(1) PC-BATTERY:SPOUSE/EX SP/DATE/ETC'],
  [22, 'W', '245(A)(1) PC-FORCE/ADW NOT FIREARM:GBI LIKELY'],
  [30, 'W', '273.5(A) PC-INFLICT CORPORAL INJ SPOUSE/COHAB'],
  [12, 'M', '273.6(A) PC-VIOL ORD:PREVENT DOMES VIOLENCE'],
  [15, 'W', '422 PC-THREATEN CRIME W/INTENT TO TERRORIZE'],
  [14, 'M', '415(1) PC-FIGHT/CHALLENGE FIGHT PUBLIC PLACE'],
  [18, 'M', '594(A) PC-VANDALISM'],
  [8, 'I', '640(C)(1) PC-FARE EVASION'],
  [6, 'I', '22349(A) VC-SPEEDING OVER 65 MPH'],
  [15, 'F', '12021(A)(1) PC-FELON/ADDICT/POSS/ETC FIREARM'],
  [10, 'W', '12031(A)(1) PC-CARRY LOADED FIREARM:PUBLIC'],
  [12, 'M', '166(A)(4) PC-CONTEMPT:DISOBEY COURT ORDER/ETC'],
  [70, 'F', '11350(A) HS-POSSESS NARCOTIC CONTROL SUBSTANCE'],
  [25, 'F', '11351 HS-POSS/PURCHASE FOR SALE NARC/CNTL SUB'],
  [16, 'F', '11352(A) HS-TRANSPORT/ETC CNTL SUB'],
  [70, 'W', '11377(A) HS-POSSESS CONTROLLED SUBSTANCE'],
  [25, 'F', '11378 HS-POSSESS CONTROL SUBSTANCE FOR SALE'],
  [12, 'F', '11379(A) HS-TRANSPORT/SELL CONTROL SUBSTANCE'],
  [1, 'F', '11357.5 HS-SELL/ETC SYNTHETIC CANNABINOID'],
  [2, 'F', '186.22(A) PC-PARTICIPATE CRIM STREET GANG'],
  [1, 'F', '136.1/186.22(B)(4) PC-INTIMIDATE WITNESS FOR GANG'],
  [2, 'F', '187(A) PC-MURDER'],
  [1, 'F', '187 PC-MURDER'],
  [1, 'F', '191.5 PC-GROSS VEH MANSLAUGHTER WHILE INTOX'],
  [2, 'F', '207(A) PC-KIDNAPPING'],
  [1, 'F', '209 PC-KIDNAP FOR RANSOM/ETC'],
  [2, 'F', '220 PC-ASSAULT TO COMMIT RAPE/ETC'],
  [1, 'F', '245(D)(3) PC-ASSAULT PEACE OFCR:AUTO FIREARM'],
  [1, 'F', '653F PC-SOLICIT COMMIT SPECIFIC CRIMINAL ACTS'],
  [2, 'W', '243.4(A) PC-SEXUAL BATTERY'],
  [2, 'F', '261(A)(2) PC-RAPE BY FORCE/FEAR/ETC'],
  [3, 'W', '261.5(C) PC-SEX WITH MINOR:3+ YRS YOUNGER'],
  [2, 'F', '288(A) PC-L&L W/CHILD UNDER 14'],
  [1, 'F', '288A(C)(1) PC-ORAL COP WITH PERSON UNDER 14'],
  [1, 'F', '288.5(A) PC-CONT SEX ABUSE OF CHILD'],
  [2, 'M', '314(1) PC-INDECENT EXPOSURE'],
  [1, 'M', '647.6(A) PC-ANNOY/MOLEST CHILDREN'],
  [1, 'F', '311.11(A) PC-POSSESS/ETC OBSCENE MATTER:MINOR'],
])

/** What a registration step names. */
export const registrations = table(50_002, [
  [10, 'M', '11590 HS-REGISTRATION OF CNTL SUB OFFENDER'],
  [3, 'F', '290 PC-REGISTRATION OF SEX OFFENDER'],
  [1, 'F', '290(A)(1)(A) PC-REGISTRATION OF SEX OFFENDER'],
  [2, 'M', '457.1 PC-REGISTRATION OF ARSON OFFENDER'],
])
