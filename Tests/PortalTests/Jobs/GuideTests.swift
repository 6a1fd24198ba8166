import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("A person who is no technician is guided")
struct GuideTests {
    /// A rule of installations, a question of each fault, and one of a single fault.
    private func ask(_ world: World) async throws -> (fault: ID<IntakeItem>, questions: [ID<IntakeItem>]) {
        try await world.arman.write { tx in
            let group: ID<ProductGroup> = try #require(
                try tx.value("SELECT id FROM product_group WHERE code = 'fridge'"))
            func add(
                _ kind: IntakeKind, _ name: String, _ text: String = "", service: String? = nil,
                fault: ID<IntakeItem>? = nil
            ) throws -> ID<IntakeItem> {
                let guide = IntakeGuide(text: BothNames(fa: text, en: ""), service: service, fault: fault)
                return try IntakeItemStore.add(
                    IntakeItemFacts(names: BothNames(fa: name, en: ""), field: AskedField(kind), guide: guide),
                    to: group, by: nil, tx)
            }
            let fault = try add(.fault, "روشن نمی‌شود")
            _ = try add(.rule, "شرایط نصب", "جای دستگاه باید تراز باشد\nپریز ارت‌دار", service: "install")
            let each = try add(.question, "دستگاه تازه جابه‌جا شده؟", "دو ساعت صبر کند")
            let one = try add(.question, "دوشاخه در پریز است؟", "دوشاخه را وصل کند", fault: fault)
            return (fault, [each, one])
        }
    }

    @Test("by what the group's rules say of the service, and by questions that follow from the fault")
    func shown() async throws {
        let world = try await World()
        let (fault, _) = try await ask(world)
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/new?model=fridge-1"
            let bare = try await browser.get(place).text
            #expect(bare.contains("دستگاه تازه جابه‌جا شده؟") && bare.contains("دو ساعت صبر کند"))
            #expect(!bare.contains("شرایط نصب") && !bare.contains("دوشاخه"))
            let chosen = try await browser.get("\(place)&service=install&listed=\(fault)").text
            #expect(chosen.contains("شرایط نصب") && chosen.contains("پریز ارت‌دار"))
            #expect(chosen.contains("دوشاخه در پریز است؟"))
            let washer = try await browser.get("/arman/jobs/new?model=WASHER-1").text
            #expect(!washer.contains("جابه‌جا"))
        }
    }

    @Test("to the end of a call that needs no job, which is counted once and shown to those who manage")
    func solved() async throws {
        let world = try await World()
        let (_, questions) = try await ask(world)
        try await world.browse(as: .reception) { browser in
            for _ in 0..<2 {
                let answer = try await browser.post(
                    "/arman/jobs/solved", [("question", questions[0].description), ("key", "tap")])
                #expect(answer.location == "/arman/jobs/new")
            }
            let unknown = try await browser.post("/arman/jobs/solved", [("question", "9999")])
            #expect(unknown.status == .conflict)
            let none = try await browser.post("/arman/jobs/solved", [("question", "")])
            #expect(none.status == .badRequest)
        }
        #expect(try await NewJobTests.count("job", world) == 0)
        #expect(try await NewJobTests.count("intake_end", world) == 1)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/products/groups/1/intake").text
            #expect(page.contains("۱ تماس بی دستور کار تمام شد") && page.contains("روشن نمی‌شود"))
        }
    }

    @Test("as the manager writes it: a rule without a text is refused, a question names a fault of its own group")
    func written() async throws {
        let world = try await World()
        let (fault, questions) = try await ask(world)
        let list = "/arman/products/groups/1/intake"
        try await world.browse(as: .serviceManager) { browser in
            let form = [("name_fa", "نکته"), ("name_en", ""), ("choices", ""), ("position", ""), ("text_en", "")]
            for wrong in [
                [("kind", "rule"), ("text_fa", "")], [("kind", "rule"), ("text_fa", "متن"), ("service", "none")],
                [("kind", "question"), ("text_fa", "متن"), ("fault", "\(questions[0])")],
            ] {
                let refused = try await browser.post(list, form + wrong)
                #expect(refused.status == .unprocessableContent)
            }
            let saved = try await browser.post(
                list, form + [("kind", "question"), ("text_fa", "متن"), ("fault", "\(fault)"), ("service", "repair")])
            #expect(saved.location == list)
            let page = try await browser.get(list).text
            #expect(page.contains("نکته") && page.contains("تعمیر، روشن نمی‌شود"))
            let item = try #require(page.matches(of: #/intake\/(\d+)/#).last?.output.1)
            let one = try await browser.get("\(list)/\(item)").text
            #expect(one.contains("name=\"text_fa\"") && !one.contains("name=\"is_required\""))
        }
    }
}
