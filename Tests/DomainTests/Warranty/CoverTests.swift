import Testing

@testable import Domain

@Suite("What a machine's warranty covers")
struct CoverTests {
    private static func day(_ text: String) -> CalendarDay { try! CalendarSystem.jalali.parse(text) }

    struct Month: Sendable {
        let start: String
        let months: Int
        let last: String
    }

    static let months = [
        Month(start: "1403/06/31", months: 1, last: "1403/07/30"),
        Month(start: "1403/06/31", months: 6, last: "1403/12/30"),
        Month(start: "1403/12/30", months: 12, last: "1404/12/29"),
        Month(start: "1402/12/29", months: 12, last: "1403/12/29"),
        Month(start: "1403/01/01", months: 60, last: "1408/01/01"),
    ]

    @Test("counts months in the company's calendar, the last day included", arguments: months)
    func lastDay(_ it: Month) {
        let facts = Self.facts(CoverRule(months: it.months, from: .sale), sale: it.start)
        let last = Self.day(it.last)
        #expect(facts.verdict(on: last, .jalali)[.parts]?.lastDay == last)
        #expect(facts.verdict(on: last, .jalali).overall == .within)
        #expect(facts.verdict(on: last.adding(days: 1), .jalali).overall == .commitment)
    }

    struct Start: Sendable {
        let text: String
        let dates: UnitDates
        let day: String?
        let missing: [CoverDay]
    }

    static let sold = day("1403/02/10")
    static let made = day("1403/01/01")
    static let installed = day("1403/03/05")
    static let starts = [
        Start(text: "first sale", dates: UnitDates(sale: sold), day: "1403/02/10", missing: []),
        Start(text: "first sale", dates: UnitDates(installation: installed), day: nil, missing: [.sale]),
        Start(
            text: "first sale installation", dates: UnitDates(sale: sold, installation: installed), day: "1403/02/10",
            missing: []),
        Start(
            text: "first sale installation", dates: UnitDates(installation: installed), day: "1403/03/05", missing: []),
        Start(
            text: "last sale installation", dates: UnitDates(sale: sold, installation: installed), day: "1403/03/05",
            missing: []),
        Start(text: "last sale installation", dates: UnitDates(sale: sold), day: nil, missing: [.installation]),
        Start(
            text: "first installation production+60", dates: UnitDates(production: made), day: "1403/02/30", missing: []
        ),
        Start(
            text: "first installation production+60", dates: UnitDates(installation: sold, production: made),
            day: "1403/02/10", missing: []),
        Start(text: "first activation", dates: UnitDates(activation: installed), day: "1403/03/05", missing: []),
        Start(
            text: "first activation production+90", dates: UnitDates(), day: nil, missing: [.activation, .production]),
    ]

    @Test("begins with one of several days, whichever comes first or last", arguments: starts)
    func start(_ it: Start) throws {
        let start = try #require(CoverStart(it.text))
        #expect(start.text == it.text)
        #expect(start.day(it.dates) == it.day.map(Self.day))
        #expect(start.missing(in: it.dates) == it.missing)
    }

    @Test(
        "a start is read from nothing but its own text",
        arguments: ["", "first", "both sale", "first sold", "last sale+x"])
    func notAStart(_ text: String) { #expect(CoverStart(text) == nil) }

    private static let long = CoverRule(
        soldFrom: nil, start: CoverStart(.first, [.init(.sale)]),
        terms: [
            CoverTerm(.parts, months: 24), CoverTerm(.labour, months: 12), CoverTerm(.travel, months: 0),
            CoverTerm(.component("compressor"), months: 60),
        ], repairMonths: 3, partMonths: 6, repairDays: 20, voids: ["opened by a stranger"])

    private static func facts(_ rule: CoverRule, sale: String?, years: Int = 10) -> CoverFacts {
        CoverFacts(rules: [rule], dates: UnitDates(sale: sale.map(day)), commitmentYears: years)
    }

    @Test("parts, labour, travel and a component have terms of their own, and the fee follows the labour")
    func terms() {
        let verdict = Self.facts(Self.long, sale: "1403/01/15").verdict(on: Self.day("1404/06/01"), .jalali)
        #expect(verdict.lines.map(\.subject) == [.parts, .labour, .travel, .component("compressor")])
        #expect(verdict.lines.map(\.verdict) == [.within, .commitment, .commitment, .within])
        #expect(verdict.lines.map(\.reason) == [.covered, .ended, .noTerm, .covered])
        #expect(verdict[.component("compressor")]?.lastDay == Self.day("1408/01/15"))
        #expect(verdict.overall == .commitment)
    }

    @Test("after the commitment it is over; without a day nobody can say, and what is missing is told")
    func ends() {
        let late = Self.facts(Self.long, sale: "1390/01/15").verdict(on: Self.day("1404/06/01"), .jalali)
        #expect(late.lines.allSatisfy { $0.verdict == .out })
        let dark = Self.facts(Self.long, sale: nil).verdict(on: Self.day("1404/06/01"), .jalali)
        #expect(dark.lines.allSatisfy { $0.verdict == .unknown && $0.reason == .missing([.sale]) && $0.lastDay == nil })
        #expect(dark.overall == .unknown)
    }

    @Test("a machine keeps the rule under which it was sold")
    func versions() {
        let newer = CoverRule(
            soldFrom: Self.day("1404/01/01"), start: CoverStart(.first, [.init(.sale)]),
            terms: CoverSubject.always.map { CoverTerm($0, months: 36) })
        var facts = Self.facts(newer, sale: "1403/12/30")
        facts.rules.append(CoverRule(months: 12, from: .sale))
        let day = Self.day("1405/06/01")
        #expect(facts.verdict(on: day, .jalali).overall == .commitment)
        facts.dates.sale = Self.day("1404/01/01")
        #expect(facts.verdict(on: day, .jalali).overall == .within)
        // Nothing is known of it: it may have been sold today, but not under a rule that is not there yet.
        facts.dates.sale = nil
        #expect(facts.rule(on: day)?.soldFrom != nil)
        #expect(facts.rule(on: Self.day("1403/12/01"))?.soldFrom == nil)
    }

    @Test("what was bought or given lengthens it; what it lay in repair beyond the limit too")
    func extensions() {
        var facts = Self.facts(Self.long, sale: "1403/06/31")
        let after = Self.day("1404/07/01")
        #expect(facts.verdict(on: after, .jalali)[.labour]?.verdict == .commitment)
        facts.extensions = [CoverExtension(.bought, of: .labour, months: 1)]
        // 1403/06/31 + 13 months, counted once from the start: not a shortened month and one more.
        #expect(facts.verdict(on: after, .jalali)[.labour]?.lastDay == Self.day("1404/07/30"))
        #expect(facts.verdict(on: after, .jalali)[.labour]?.reason == .extended)
        #expect(facts.verdict(on: after, .jalali)[.travel]?.verdict == .commitment)
        #expect(Self.long.extraDays(forRepairOf: 35) == 15)
        #expect(Self.long.extraDays(forRepairOf: 20) == 0)
        #expect(CoverRule(months: 12, from: .sale).extraDays(forRepairOf: 300) == 0)
        facts.extensions = [CoverExtension(.repair, days: 15)]
        #expect(facts.verdict(on: after, .jalali)[.labour]?.lastDay == Self.day("1404/07/15"))
    }

    @Test("what was voided is over from that day, and says why; parts stay promised for money")
    func void() {
        var facts = Self.facts(Self.long, sale: "1404/01/15")
        let void = CoverVoid(on: Self.day("1404/03/01"), "opened by a stranger")
        facts.void = void
        #expect(facts.verdict(on: Self.day("1404/02/31"), .jalali).overall == .within)
        let line = facts.verdict(on: Self.day("1404/03/01"), .jalali)[.labour]
        #expect(line?.verdict == .commitment)
        #expect(line?.reason == .voided(void))
        // What was over before is over for that reason.
        #expect(facts.verdict(on: Self.day("1405/03/01"), .jalali)[.labour]?.reason == .ended)
    }

    @Test("whoever repaired a fault answers for its coming back, but for no other fault")
    func repair() {
        var facts = Self.facts(Self.long, sale: "1390/01/15")
        let until = Self.long.repairGuarantee(doneOn: Self.day("1404/06/31"), .jalali)
        #expect(until == Self.day("1404/09/30"))
        #expect(Self.long.partGuarantee(fittedOn: Self.day("1404/06/31"), .jalali) == Self.day("1404/12/29"))
        facts.guarantees = [RepairGuarantee(job: "1404-000012", faultCode: "leak", until: until!)]
        let again = facts.verdict(on: until!, after: JobFindings(job: "1404-000020", faultCode: "leak"), .jalali)
        #expect(again.lines.map(\.verdict) == [.out, .within, .within, .out])
        #expect(again[.labour]?.reason == .repaired(job: "1404-000012"))
        #expect(
            facts.verdict(on: until!, after: JobFindings(job: "1404-000020", faultCode: "noise"), .jalali).overall
                == .out)
        #expect(facts.verdict(on: until!, .jalali).overall == .out)
        #expect(
            facts.verdict(
                on: until!.adding(days: 1), after: JobFindings(job: "1404-000020", faultCode: "leak"), .jalali
            ).overall == .out)
    }

    @Test(
        "a part that fails again while its guarantee runs is covered as a part, and its exchange where the rule says so",
        arguments: [false, true])
    func fitted(_ isWithService: Bool) {
        let rule = CoverRule(
            soldFrom: nil, start: CoverStart(.sale), terms: CoverSubject.always.map { CoverTerm($0, months: 12) },
            partMonths: 6, partService: isWithService)
        var facts = Self.facts(rule, sale: "1390/01/15")
        let until = Self.day("1404/09/15")
        facts.partGuarantees = [PartGuarantee(job: "1404-000012", part: "دینام فن", until: until)]
        func verdict(_ parts: [String], job: String = "1404-000020", on day: CalendarDay) -> CoverVerdict {
            facts.verdict(on: day, after: JobFindings(job: job, parts: parts), .jalali)
        }
        let again = verdict(["دينام  فن", "ترموستات"], on: until)
        let work: Warranty = isWithService ? .within : .out
        #expect(again.lines.map(\.verdict) == [.within, work, work])
        #expect(again[.parts]?.reason == .fitted(part: "دینام فن", job: "1404-000012"))
        #expect(again[.parts]?.lastDay == until)
        #expect(verdict(["ترموستات"], on: until)[.parts]?.verdict == .out)
        #expect(verdict(["دینام فن"], on: until.adding(days: 1))[.parts]?.verdict == .out)
        #expect(verdict(["دینام فن"], job: "1404-000012", on: until)[.parts]?.verdict == .out, "not by itself")
    }

    @Test("a subject is read as it was stored", arguments: CoverSubject.always + [.component("کمپرسور")])
    func subject(_ it: CoverSubject) { #expect(CoverSubject(it.text) == it) }

    @Test("a verdict is read as it was frozen, whatever was typed into its reasons")
    func frozen() {
        let day = Self.day("1404/03/01")
        let reasons: [CoverReason] = [
            .covered, .extended, .repaired(job: "1404-000012"),
            .fitted(part: "دینام فن", job: "1404-000012"), .ended, .noTerm,
            .voided(CoverVoid(on: day, "opened up")),
            .missing([.sale, .production]), .decided("a promise"),
        ]
        let lines = reasons.map { CoverVerdict.Line(.component("کمپرسور"), .within, $0, lastDay: day) }
        let verdict = CoverVerdict(lines: lines + [.init(.labour, .unknown, .missing([.sale]), lastDay: nil)])
        #expect(CoverVerdict(frozen: verdict.frozen) == verdict)
        let torn = verdict.decided(.out, on: [.labour], because: "a\tb\nc")
        #expect(CoverVerdict(frozen: torn.frozen)?[.labour]?.reason == .decided("a b c"))
        #expect(torn.overall == .out && torn[.component("کمپرسور")]?.verdict == .within)
        #expect(CoverVerdict(frozen: "labour\tin") == nil)
    }

    @Test("nothing is sold or installed before it was made")
    func contradiction() {
        #expect(UnitDates(sale: Self.made, production: Self.sold).contradiction?.0 == .sale)
        #expect(UnitDates(sale: Self.sold, production: Self.made).contradiction == nil)
        #expect(UnitDates(sale: Self.sold).contradiction == nil)
    }
}

@Suite("Who puts a warranty rule into force")
struct MayActivateWarrantyRuleTests {
    struct Case: Sendable {
        let role: Role
        let hasWorked: Bool
        let isEased: Bool
        let complaint: String?
    }

    static let cases =
        Role.allCases.map { role in
            Case(
                role: role, hasWorked: false, isEased: false,
                complaint: [.administrator, .serviceManager].contains(role) ? nil : "warranty.denied.role")
        } + [
            Case(role: .administrator, hasWorked: true, isEased: false, complaint: "warranty.denied.same"),
            Case(role: .serviceManager, hasWorked: true, isEased: true, complaint: nil),
        ]

    @Test("is another manager than the writer, unless the operator has eased it", arguments: cases)
    func activate(_ it: Case) throws {
        let dealer: ID<Dealer>? = it.role.isOfDealer ? ID(1) : nil
        let actor = try Actor(person: ID(7), name: "", roles: Roles([it.role]), dealer: dealer)
        let complaint: Complaint?
        do throws(Complaint) {
            _ = try MayActivateWarrantyRule(actor, hasWorked: it.hasWorked, isEased: it.isEased)
            complaint = nil
        } catch { complaint = error }
        #expect(complaint?.key == it.complaint)
    }

    @Test(
        "the parts of a job may be covered unless they are known not to be",
        arguments: [(.within, true), (.unknown, true), (nil, true), (.out, false), (.commitment, false)]
            as [(Warranty?, Bool)])
    func mayCoverParts(parts: Warranty?, may: Bool) {
        let lines = parts.map { [CoverVerdict.Line(.parts, $0, .noTerm, lastDay: nil)] } ?? []
        #expect(CoverVerdict(lines: lines).mayCoverParts == may)
    }
}
