import Domain
import Testing

@Suite("The rules of quality control")
struct QualityItemTests {
    private func current() throws -> QualityItem {
        try QualityItem(.number, fa: "جریان", unit: "A", least: 100, most: 900)
    }

    @Test(
        "a measured value is read in any digits and either decimal mark",
        arguments: [
            ("0.4", 400), ("۰٫۴", 400), ("٠٫٤", 400), ("0.100", 100), ("12", 12_000), ("-3.5", -3_500),
            ("1,200.25", 1_200_250), ("۱٬۲۰۰٫۲۵", 1_200_250), (" 7 ", 7_000),
        ])
    func read(_ typed: String, _ thousandths: Int64) throws {
        #expect(try current().finding(typed) == .number(thousandths))
    }

    @Test(
        "what is no number is refused, and so is what no device shows",
        arguments: [
            "", "   ", "nan", "NaN", "inf", "1e3", "0x10", "۱ ولت", "1,5", "1.2.3", "--1", "½", "1²", "0.4444", "١.٢.٣",
            "99999999999999999999", "1000000000.001",
        ])
    func refused(_ typed: String) throws {
        let item = try current()
        #expect(throws: Complaint.self) { try item.finding(typed) }
    }

    @Test(
        "limits themselves are good, a thousandth beyond is not",
        arguments: [
            (100, false), (900, false), (400, false), (99, true), (901, true), (-400, true), (0, true),
        ])
    func limits(_ value: Int64, _ isRejected: Bool) throws {
        #expect(try current().rejects(.number(value)) == isRejected)
        #expect(try !QualityItem(.number, fa: "x").rejects(.number(value)))
        #expect(try QualityItem(.number, fa: "x", least: 100).rejects(.number(value)) == (value < 100))
        #expect(try QualityItem(.number, fa: "x", most: 900).rejects(.number(value)) == (value > 900))
    }

    @Test("limits that cross are refused, and what is not measured has none")
    func crossed() throws {
        #expect(throws: Complaint("quality.item.limits")) { try QualityItem(.number, fa: "x", least: 2, most: 1) }
        let seen = try QualityItem(.yesNo, fa: "x", unit: "V", least: 2, most: 1)
        #expect(seen.least == nil && seen.most == nil && seen.unit.isEmpty)
    }

    @Test(
        "other kinds take what they are, and nothing else",
        arguments: [
            (QualityItemKind.yesNo, "yes", QualityFinding?.some(.yes)), (.yesNo, "no", .no), (.yesNo, "maybe", nil),
            (.yesNo, "1", nil), (.text, "صدا نمی‌دهد", .text("صدا نمی‌دهد")), (.text, " ", nil),
            (.text, String(repeating: "x", count: 501), nil), (.photo, "photo", .photo), (.photo, "x", nil),
        ])
    func kinds(_ kind: QualityItemKind, _ typed: String, _ expected: QualityFinding?) throws {
        let item = try QualityItem(kind, fa: "x")
        #expect((try? item.finding(typed)) == expected)
        if let expected { #expect(item.finding(kept: expected.text) == expected) }
    }

    @Test(
        "the latest reading of each item counts, one that is rejected rejects all, and without a required one nothing passes",
        arguments: [
            ([], QualityVerdict.unfinished([1, 2])), ([(1, .yes)], .unfinished([2])),
            ([(1, .yes), (2, .number(400))], .passed), ([(1, .no), (2, .number(400))], .failed([1])),
            ([(1, .no)], .failed([1])), ([(1, .no), (2, .number(50))], .failed([1, 2])),
            ([(1, .no), (2, .number(400)), (1, .yes)], .passed),
            ([(1, .yes), (2, .number(400)), (2, .number(950))], .failed([2])),
            ([(1, .yes), (2, .number(400)), (3, .text("x"))], .passed),
            ([(9, .no), (1, .yes), (2, .number(900))], .passed),
        ] as [([(Int, QualityFinding)], QualityVerdict)])
    func verdict(_ readings: [(Int, QualityFinding)], _ expected: QualityVerdict) throws {
        let items = try QualityItems([
            QualityItem(.yesNo, fa: "روشن می‌شود"), current(), QualityItem(.text, fa: "یادداشت", isRequired: false),
        ])
        #expect(items.verdict(of: readings.map { QualityReading($0.0, $0.1) }) == expected)
    }

    @Test("a plan has items, not too many, and one for photos at most")
    func plans() throws {
        let (item, photo) = (try QualityItem(.yesNo, fa: "x"), try QualityItem(.photo, fa: "x"))
        #expect(throws: Complaint("quality.items.none")) { try QualityItems([]) }
        #expect(throws: Complaint("quality.items.many", "40")) { try QualityItems(Array(repeating: item, count: 41)) }
        #expect(throws: Complaint("quality.items.photos")) { try QualityItems([photo, item, photo]) }
        #expect(try QualityItems([photo, item]).items.count == 2)
    }

    @Test("the plan that says most is the one")
    func targets() {
        let work = QualityTarget(serviceType: "repair", group: ID(1), model: ID(7))
        let all = [
            QualityTarget(), QualityTarget(serviceType: "repair"), QualityTarget(group: ID(1)),
            QualityTarget(serviceType: "repair", group: ID(1)), QualityTarget(model: ID(7)),
            QualityTarget(serviceType: "repair", model: ID(7)),
        ]
        #expect(all.allSatisfy { $0.fits(work) })
        #expect(all.map(\.weight) == all.map(\.weight).sorted() && Set(all.map(\.weight)).count == all.count)
        for other in [QualityTarget(serviceType: "install"), QualityTarget(group: ID(2)), QualityTarget(model: ID(8))] {
            #expect(!other.fits(work))
        }
    }

    private func actor(_ role: Role, _ id: Int64) throws -> Actor {
        try Actor(person: ID(id), name: "", roles: Roles([role]), dealer: role.isOfDealer ? ID(1) : nil)
    }

    @Test("nobody tests what he has worked on, and only some may test or overrule at all")
    func permits() throws {
        let testers: Set<Role> = [.qualityInspector, .workshopManager, .serviceManager, .administrator]
        let overrulers: Set<Role> = [.serviceManager, .administrator]
        for role in Role.allCases {
            let actor = try actor(role, 7)
            #expect(((try? MayTestWork(actor, workers: [ID(8)])) != nil) == testers.contains(role), "\(role)")
            #expect(
                ((try? MayOverrule(actor, workers: [], reason: "x")) != nil) == overrulers.contains(role), "\(role)")
            guard overrulers.contains(role) else { continue }
            #expect(throws: Complaint("quality.denied.own")) { try MayTestWork(actor, workers: [ID(7), ID(8)]) }
            #expect(throws: Complaint("quality.denied.own")) { try MayOverrule(actor, workers: [ID(7)], reason: "x") }
            #expect(throws: Complaint("quality.reason.missing")) { try MayOverrule(actor, workers: [], reason: "") }
        }
    }
}
