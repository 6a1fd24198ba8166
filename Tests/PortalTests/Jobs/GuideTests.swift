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

    @Test("on the company's own page too, where it is switched on: to what a customer may try, and on to his report")
    func front() async throws {
        let world = try await World.withFront()
        let (fault, questions) = try await ask(world)
        let answers = try await world.arman.write { tx in
            func add(_ name: String, _ step: GuideStep, _ advice: String = "") throws -> ID<IntakeAnswer> {
                let question = questions[0]
                let row = try tx.one("SELECT group_id, version FROM intake_item WHERE id = \(question)")
                return try IntakeAnswerStore.add(
                    .init(names: BothNames(fa: name, en: ""), step: step, advice: BothNames(fa: advice, en: "")),
                    to: question, of: row("group_id"), at: row("version"), by: nil, tx)
            }
            return [try add("بله، دیروز", .advice, "تا فردا روشنش نکنید"), try add("نه", .question(questions[1]))]
        }
        #expect(fault.value > 0)
        try await world.serve { client in
            let stranger = Browser(client)
            #expect(try await stranger.get("/arman/front/guide").status == .notFound)
            let bare = try await stranger.get("/arman/front/fault").text
            #expect(!bare.contains("/front/guide"))
            try await world.arman.write { try SettingStore.set("front_guide", "1", $0) }
            let form = try await stranger.get("/arman/front/fault").text
            #expect(form.contains("/arman/front/guide"))
            let first = try await stranger.get("/arman/front/guide").text
            #expect(first.contains("دستگاه تازه جابه‌جا شده؟") && first.contains("دو ساعت صبر کند"))
            #expect(!first.contains("شرایط نصب"), "what the company's own people are told")
            let group = try await world.number("SELECT id FROM product_group WHERE code = 'fridge'")
            let next = try await stranger.get("/arman/front/guide?group=\(group)&at=q\(questions[1])").text
            #expect(next.contains("دوشاخه در پریز است؟") && next.contains("at=q\(questions[1])"))
            let end = try await stranger.get("/arman/front/guide?group=\(group)&at=a\(answers[0])").text
            #expect(end.contains("تا فردا روشنش نکنید") && end.contains("حل نشد؛ اعلام خرابی"))
            #expect(end.contains("/arman/front/guide/solved") && end.contains("مشکل حل شد"))
            for _ in 0..<2 {
                let solved = try await stranger.post("/arman/front/guide/solved", [("group", "\(group)")])
                #expect(solved.status == .seeOther)
                let thanks = try await stranger.get(try #require(solved.location)).text
                #expect(thanks.contains("خوشحالیم که حل شد") && !thanks.contains("guide/solved"))
            }
            #expect(try await stranger.post("/arman/front/guide/solved", [("group", "999")]).status == .notFound)
            #expect(try await stranger.post("/arman/front/guide/solved", [("group", "x")]).status == .badRequest)
            let desk = try await world.browser(client, as: .reception)
            #expect(try await desk.get("/arman/jobs/guide?group=\(group)").text.contains("امروز ۲ نفر"))
            let manager = try await world.browser(client, as: .serviceManager)
            let intake = try await manager.get("/arman/products/groups/\(group)/intake").text
            #expect(intake.contains("۲ نفر خودشان مشکل را حل کردند"))
            let report = try await stranger.get("/arman/front/fault?group=\(group)&at=a\(answers[0])").text
            #expect(report.contains("دستگاه تازه جابه‌جا شده؟ بله، دیروز"))
            let nothing = try await stranger.get("/arman/front/fault?group=999&at=a999")
            #expect(nothing.status == .ok)
            try await world.arman.write { try SettingStore.set("front_guide", "", $0) }
            #expect(try await stranger.post("/arman/front/guide/solved", [("group", "\(group)")]).status == .notFound)
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

    @Test("from question to question by what is answered, to an advice that ends the call or to the stated fault")
    func tree() async throws {
        let world = try await World()
        let (fault, questions) = try await ask(world)
        let (first, second) = (questions[0], questions[1])
        let list = "/arman/products/groups/1/intake"
        @Sendable func answer(_ name: String, to step: String, advice: String = "", version: Int) -> [(String, String)]
        {
            [
                ("answer_fa", name), ("answer_en", ""), ("to", step), ("advice_fa", advice), ("advice_en", ""),
                ("version", String(version)),
            ]
        }
        try await world.browse(as: .serviceManager) { browser in
            let place = "\(list)/\(first)/answers"
            let yes = try await browser.post(place, answer("بله", to: "q\(second)", version: 1))
            #expect(yes.location == "\(list)/\(first)", "\(yes.text.suffix(1500))")
            let stale = try await browser.post(place, answer("خیر", to: "advice", advice: "روشن کند", version: 1))
            #expect(stale.status == .conflict)
            let no = try await browser.post(place, answer("خیر", to: "advice", advice: "روشن کند", version: 2))
            #expect(no.status == .seeOther)
            for wrong in [("", "advice", "x"), ("شاید", "advice", ""), ("شاید", "q\(first)", ""), ("شاید", "", "")] {
                let refused = try await browser.post(place, answer(wrong.0, to: wrong.1, advice: wrong.2, version: 3))
                #expect(refused.status == .unprocessableContent, "\(wrong)")
            }
            let back = try await browser.post(
                "\(list)/\(second)/answers", answer("بله", to: "q\(first)", version: 1))
            #expect(back.status == .unprocessableContent && back.text.contains("به همان پرسش برمی‌گردد"))
            let broken = try await browser.post(
                "\(list)/\(second)/answers", answer("هیچ‌کدام", to: "f\(fault)", version: 1))
            #expect(broken.status == .seeOther)
            let page = try await browser.get("\(list)/\(first)").text
            #expect(page.contains("پرسش:") && page.contains("روشن کند"))
            let gone = try await browser.post(
                "\(list)/\(second)/answers/999", answer("نه", to: "advice", advice: "x", version: 2))
            #expect(gone.status == .notFound)
        }
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM intake_answer ORDER BY id") }
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/new?model=fridge-1&mobile=09350001122&fault=x"
            let bare = try await browser.get(place).text
            #expect(bare.contains("value=\"q\(second)\"") && bare.contains("value=\"a\(ids[1])\""))
            let form = NewJobTests.form(["guide": "q\(second)", "serial": ""])
            let on = try await browser.post("/arman/jobs", form)
            let next = try #require(on.location)
            let standing = try await browser.get(next).text
            #expect(standing.contains("دوشاخه در پریز است؟") && standing.contains("پلاک ۷"), "nothing typed is lost")
            let named = try await browser.post("/arman/jobs", NewJobTests.form(["guide": "a\(ids[2])", "serial": ""]))
            let chosen = try await browser.get(try #require(named.location)).text
            #expect(chosen.contains("<option value=\"\(fault)\" selected>"))
            let guide = try await browser.get("/arman/jobs/guide?group=1&at=a\(ids[1])").text
            #expect(guide.contains("روشن کند") && guide.contains("name=\"answer\" value=\"\(ids[1])\""))
            let ended = try await browser.post(
                "/arman/jobs/solved", [("question", "\(first)"), ("answer", "\(ids[1])"), ("back", "guide")])
            #expect(ended.location == "/arman/jobs/guide")
            let wrong = try await browser.post(
                "/arman/jobs/solved", [("question", "\(second)"), ("answer", "\(ids[1])")])
            #expect(wrong.status == .conflict)
        }
        #expect(try await NewJobTests.count("job", world) == 0)
        try await world.browse(as: .financeOfficer) { browser in
            let contact = try await browser.get("/arman/contacts/new").text
            #expect(contact.contains("/arman/jobs/guide"))
            let guide = try await browser.get("/arman/jobs/guide?group=1")
            #expect(guide.status == .ok && guide.text.contains("دستگاه تازه جابه‌جا شده؟"))
        }
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get(list).text
            #expect(page.contains("در ۳۰ روز گذشته ۱ و در مجموع ۱"))
            let removed = try await browser.post("\(list)/\(first)/answers/\(ids[1])/removal", [("version", "3")])
            #expect(removed.status == .seeOther)
            let after = try await browser.get("\(list)/\(first)").text
            #expect(!after.contains("روشن کند"))
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
