import Testing

@testable import Domain

@Suite("Training") struct TrainingRuleTests {
    @Test(
        "an exam is passed by so many percent of its answers, not rounded",
        arguments: [
            (7, 10, 70, true), (6, 10, 70, false), (2, 3, 67, false), (2, 3, 66, true), (0, 5, 1, false),
            (5, 5, 100, true), (49, 50, 100, false), (1, 1, 1, true),
        ])
    func pass(right: Int, asked: Int, percent: Int, passes: Bool) {
        #expect(ExamMark(right: right, of: asked).passes(percent) == passes)
    }

    @Test("the percent that is shown is rounded down: nobody who failed reads that he had enough")
    func percent() {
        for asked in 1...Int(Course.questions.upperBound) {
            for right in 0...asked {
                let mark = ExamMark(right: right, of: asked)
                for percent in 1...100 where !mark.passes(percent) { #expect(mark.percent < percent) }
            }
        }
    }

    @Test(
        "a certificate counts until its last day and is soon over thirty days before",
        arguments: [
            ("2026-11-23", false, Certificate.State.ending), ("2026-11-22", false, .over),
            ("2026-12-23", false, .ending), ("2026-12-24", false, .valid), ("2027-11-23", true, .withdrawn),
        ])
    func state(until: String, isWithdrawn: Bool, state: Certificate.State) throws {
        let (last, today) = (try #require(CalendarDay(iso: until)), try #require(CalendarDay(iso: "2026-11-23")))
        #expect(Certificate.state(until: last, isWithdrawn: isWithdrawn, on: today) == state)
    }

    @Test("a question has two to six choices of which exactly one is marked")
    func question() throws {
        let question = try ExamQuestion("فشار گاز؟", lines: "کم\r\n* زیاد \n\nهیچ")
        #expect(question.choices == ["کم", "زیاد", "هیچ"] && question.answer == 1)
        #expect(try ExamQuestion("فشار گاز؟", lines: question.lines) == question)
        for (lines, key) in [
            ("* یک", "training.choices.count"), ("1\n2\n3\n4\n5\n6\n*7", "training.choices.count"),
            ("", "training.choices.count"), ("یک\nدو", "training.choices.right"),
            ("*یک\n*دو", "training.choices.right"), ("*یک\nيك", "training.choices.twice"),
            ("*\nدو", "training.choices.twice"), ("*a\n" + String(repeating: "x", count: 501), "form.too_long"),
        ] {
            #expect(throws: Complaint.self, "\(key)") { try ExamQuestion("?", lines: lines) }
            do { _ = try ExamQuestion("?", lines: lines) } catch { #expect(error.key == key, "\(lines)") }
        }
    }

    @Test(
        "a link is one that a browser opens without a stranger's words in it",
        arguments: [
            ("https://film.example/1", true), ("https://film.example", true), ("http://film.example/1", false),
            ("javascript:alert(1)", false), ("https://", false), ("https://a b.example/", false),
            ("https://user@film.example/", false), ("https://film.example/@name/1", true),
            ("https://film.example/\"><script>", false),
            ("https://local", false),
        ])
    func link(text: String, isGood: Bool) {
        let link = try? Course.link(text)
        #expect((link != nil) == isGood)
    }

    @Test("a film without an address is refused, a seminar needs none")
    func address() throws {
        func course(_ kind: Course.Kind) throws -> Course {
            try Course(
                code: "A", titleFa: "الف", titleEn: "", kind: kind, link: "", text: "", months: 12, passPercent: 70,
                asked: 0, waitDays: 0)
        }
        #expect(throws: Complaint("training.link.missing")) { try course(.film) }
        #expect(throws: Never.self) { try course(.onSite) }
    }
}

@Suite("A dealer for work that asks for a certificate")
struct CertificateEligibilityTests {
    private static let (fridge, washer) = (EligibilityTests.fridge, EligibilityTests.washer)
    private static let (repair, install) = (ServiceWork("repair", on: fridge), ServiceWork("install", on: fridge))

    private func eligibility(_ untrained: Set<UntrainedWork>, _ works: Set<ServiceWork>) -> Eligibility {
        var dealer = EligibilityTests.dealer()
        dealer.untrained = untrained
        return Eligibility(
            dealer,
            for: DispatchNeed(
                groups: Set(works.map(\.group)), jobs: works.count, today: EligibilityTests.today, works: works))
    }

    @Test("is refused all of it, in doubt for a part of it, and asked nothing of what he has shown")
    func verdicts() {
        let every = UntrainedWork(Self.fridge, service: nil)
        let repairs = UntrainedWork(Self.fridge, service: "repair")
        #expect(eligibility([every], [Self.repair, Self.install]).verdict == .no)
        #expect(eligibility([repairs], [Self.repair]).verdict == .no)
        #expect(eligibility([repairs], [Self.repair, Self.install]).verdict == .doubt)
        #expect(eligibility([repairs], [Self.install]).verdict == .yes)
        #expect(eligibility([UntrainedWork(Self.washer, service: nil)], [Self.repair]).verdict == .yes)
        #expect(eligibility([], [Self.repair]).verdict == .yes)
        let reasons = eligibility([every], [Self.repair]).reasons
        #expect(reasons.contains(.certificateMissing([Self.fridge], none: true)) && reasons.count == 6)
    }
}
