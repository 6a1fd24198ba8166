import Domain
import Testing

@Suite("A tariff run over jobs that are done")
struct WhatIfTests {
    private func jobs(_ facts: [FeeFacts], computed: (Int) -> Int64?) -> [WhatIf.Job] {
        facts.enumerated().map { place, facts in
            WhatIf.Job(
                id: Int64(place), facts: facts, city: place.isMultiple(of: 2) ? "1" : "2",
                computed: computed(place).map { WhatIf.Computed(id: Int64(place) + 1_000, payable: $0) },
                isSettled: place.isMultiple(of: 3))
        }
    }

    private func run(_ jobs: [WhatIf.Job], _ rules: [TariffRule], keeping most: Int = 50) throws -> WhatIf {
        var result = WhatIf(Tariff(rules: rules), keeping: most)
        for job in jobs { try result.add(job) }
        return result
    }

    private func armanRules() throws -> [TariffRule] {
        try TariffParsing.rules(of: DelimitedText.read(Arman.bytes("tariff.csv")))
    }

    private func armanFacts() throws -> [FeeFacts] {
        let facts = try FactsParsing.jobs(of: DelimitedText.read(Arman.bytes("finished_jobs.csv")))
        return HouseholdTrips.order(of: facts).map { facts[$0] }
    }

    @Test("gives each of Arman's jobs what a quote gives it, trips of one household included")
    func sameAsQuote() throws {
        let quoted = try Arman.quote().calculations.reduce(Int64(0)) { $0 + $1.payable }
        let facts = try armanFacts()
        let found = try run(jobs(facts) { _ in 0 }, armanRules())
        let all = try #require(found.sums[.all])
        #expect(all.jobs == facts.count)
        #expect(all.priced == quoted)
    }

    @Test("has parts of each kind that sum to the whole, whatever was computed")
    func partsSumToWhole() throws {
        var dice = Dice(seed: 31)
        let amounts = try armanFacts().map { _ in dice.chance(90) ? dice.roll(-500_000...9_000_000) as Int64 : nil }
        let found = try run(jobs(armanFacts()) { amounts[$0] }, armanRules())
        let all = try #require(found.sums[.all])
        #expect(all.computed == amounts.compactMap(\.self).reduce(0, +))
        #expect(found.sums[.unpriced]?.jobs == amounts.count { $0 == nil })
        for kind in [WhatIfSum.Kind.dealer, .serviceType, .productGroup, .city] {
            let parts = found.sums.filter { $0.key.kind == kind }.map(\.value)
            #expect(parts.map(\.jobs).reduce(0, +) == all.jobs)
            #expect(parts.map(\.changed).reduce(0, +) == all.changed)
            #expect(parts.map(\.computed).reduce(0, +) == all.computed)
            #expect(parts.map(\.priced).reduce(0, +) == all.priced)
        }
    }

    @Test("run over what the same tariff computed changes nothing")
    func same() throws {
        let facts = try armanFacts()
        var payable: [Int64] = []
        var trips = HouseholdTrips()
        let tariff = Tariff(rules: try armanRules())
        for job in facts { payable.append(try trips.calculation(of: job, by: tariff).payable) }
        let found = try run(jobs(facts) { payable[$0] }, armanRules())
        #expect(found.sums[.all]?.changed == 0)
        #expect(found.sums[.settled] == nil)
        #expect(found.largest.isEmpty)
    }

    @Test("keeps the jobs that change most, by more or by less, and of equal ones the earlier")
    func largest() throws {
        let facts = try armanFacts()
        let rules = try TariffParsing.rules(
            of: DelimitedText.read(Array("code,component,method,amount\nA,labour,fixed,1000\n".utf8)))
        let found = try run(jobs(facts) { Int64($0 % 7) * ($0.isMultiple(of: 2) ? 100 : -100) }, rules, keeping: 5)
        let all = (0..<facts.count).map {
            (place: $0, change: 1_000 - Int64($0 % 7) * ($0.isMultiple(of: 2) ? 100 : -100))
        }
        let wanted = all.sorted { ($1.change.magnitude, $0.place) < ($0.change.magnitude, $1.place) }.prefix(5)
        #expect(found.largest.map(\.job.id) == wanted.map { Int64($0.place) })
        #expect(found.largest.map(\.difference) == wanted.map(\.change))
    }

    @Test("counts apart what it cannot price, and says the first reason")
    func refused() throws {
        let rules = try ["A", "B"].map { code in
            var cells = RuleCells()
            for (column, text) in [(RuleColumn.code, code), (.component, "visit"), (.method, "fixed"), (.amount, "5")] {
                cells[column] = text
            }
            return try TariffParsing.rule(of: cells)
        }
        let facts = Array(try armanFacts().prefix(3))
        let found = try run(jobs(facts) { _ in 7 }, rules)
        #expect(found.sums[.all] == nil)
        #expect(found.sums[.refused]?.jobs == 3)
        #expect(found.failure?.number == facts[0].number)
        #expect(found.failure?.complaint == Complaint("fees.ambiguous.job", "A", "B", facts[0].number))
    }

    @Test("refuses a sum beyond the 64-bit range instead of wrapping it")
    func overflow() throws {
        let facts = try armanFacts()
        let rules = try TariffParsing.rules(
            of: DelimitedText.read(
                Array("code,component,method,amount\nA,labour,fixed,\(Int64.max)\n".utf8)))
        #expect(throws: Complaint("fees.overflow")) { try run(jobs(Array(facts.prefix(2))) { _ in 0 }, rules) }
        let one = try run(jobs(Array(facts.prefix(1))) { _ in -1 }, rules)
        #expect(one.sums[.refused]?.jobs == 1)
    }
}

@Suite("Frozen facts")
struct FrozenFactsTests {
    private func facts(_ text: String, _ number: Int64, _ optional: Int64?) throws -> FeeFacts {
        var facts = try Trial(rules: []).run().get().calculations[0].facts
        (facts.number, facts.dealer, facts.household, facts.productModel) = (text, text, text + "۱", text)
        (facts.completedAt, facts.customerParts, facts.repeatDays, facts.tenthsOfScore) = (
            number, number, optional, optional
        )
        facts.rework = optional
        return facts
    }

    @Test(
        "come back the same, whatever stands in them",
        arguments: [
            "", "AR-1", "خیابان «آزادی»، پلاک ۱۲", "a\"b\\c/d", "line\nline\ttab", "\u{0001}\u{001F}", "😀 \u{200C}",
            "\\u0041",
            "{\"number\":1}",
        ])
    func texts(text: String) throws {
        for number in [0, 1, -1, .max, .min] as [Int64] {
            for optional in [nil, 0, 45] as [Int64?] {
                let facts = try facts(text, number, optional)
                #expect(try FeeFacts(frozen: facts.frozen) == facts)
            }
        }
    }

    @Test("are refused where anything is missing, added, cut off or of another kind")
    func refused() throws {
        let frozen = try facts("a\"b", 5, 3).frozen
        var broken = ["", "{}", "[]", frozen + " ", frozen + "}", " " + frozen]
        broken += frozen.indices.map { String(frozen[..<$0]) }
        broken.append(frozen.replacing("\"visits\":1", with: "\"visits\":\"1\""))
        broken.append(frozen.replacing("\"visits\":1", with: "\"visits\":9223372036854775808"))
        broken.append(frozen.replacing("\"zone\":\"out_of_city\"", with: "\"zone\":\"moon\""))
        broken.append(frozen.replacing("\"parts\":2,", with: ""))
        for text in broken {
            #expect(throws: Complaint("fees.frozen.unreadable"), "\(text)") { try FeeFacts(frozen: text) }
        }
    }
}
