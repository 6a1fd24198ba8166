import Database
import Domain
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@testable import Base
@testable import Desk
@testable import Ground
@testable import House

@Suite("A company's pages for whoever comes")
struct FrontTests {
    private static let fault = [
        ("name", "زهرا کریمی"), ("mobile", "۰۹۱۲۱۱۱۲۲۳۳"), ("city", "تهران"), ("device", "یخچال دو در"),
        ("serial", "ab-77"), ("body", "سرد نمی‌کند"), ("wish", "عصرها"),
    ]

    @Test("are not there until the company switches them on, each by itself")
    func off() async throws {
        let world = try await World()
        try await world.serve { client in
            let stranger = Browser(client)
            for path in ["/arman/front", "/arman/front/fault", "/arman/front/sent/1405-000001", "/nobody/front"] {
                #expect(try await stranger.get(path).status == .notFound, "\(path)")
            }
            let denied = try await world.browser(client, as: .serviceManager).post("/arman/settings/front")
            #expect(denied.status == .forbidden)
            let administrator = try await world.browser(client, as: .administrator)
            let wrong = try await administrator.post("/arman/settings/front", [("page", "check"), ("bits", "40")])
            #expect(wrong.status == .unprocessableContent)
            let set = try await administrator.post("/arman/settings/front", [("page", "check"), ("bits", "8")])
            #expect(set.status == .seeOther)
            #expect(try await stranger.get("/arman/front/check").status == .ok)
            #expect(try await stranger.get("/arman/front/fault").status == .notFound)
            #expect(try await stranger.post("/arman/front/fault", Self.fault).status == .notFound)
            #expect(try await stranger.get("/pars/front").status == .notFound)
        }
    }

    @Test(
        "a fault becomes a request in the desk, with a number for its sender, and from there a job with what was typed")
    func journey() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            let done = try await stranger.send(Self.fault, to: "fault")
            #expect(done.location == "/arman/front/sent/1405-000001")
            let thanks = try await stranger.get("/arman/front/sent/1405-000001").text
            #expect(thanks.contains("1405-000001"))
            let reception = try await world.browser(client, as: .reception)
            let mine = try await reception.get("/arman/contacts").text
            #expect(mine.contains("یخچال دو در"))
            let bell = try await reception.get("/arman/bell").text
            #expect(bell.contains("از صفحه شرکت رسید"))
            let contact = try await reception.get("/arman/contacts/1405-000001").text
            #expect(contact.contains("AB-77") && contact.contains("عصرها") && contact.contains("خود فرستنده"))
            let link = try #require(contact.firstMatch(of: #/"(/arman/jobs/new\?[^"]*)"/#)).1.replacing(
                "&amp;", with: "&")
            let form = try await reception.get(String(link)).text
            for typed in ["AB-77", "09121112233", "زهرا کریمی", "سرد نمی‌کند", "value=\"1405-000001\""] {
                #expect(form.contains(typed), "\(typed)")
            }
            let made = try await reception.post(
                "/arman/jobs",
                [
                    ("mobile", "09121112233"), ("name", "زهرا کریمی"), ("serial", "AB-77"), ("model", "FRIDGE-1"),
                    ("service", "repair"), ("city", "تهران"), ("address", "آزادی"), ("contact", "1405-000001"),
                ])
            let job = try #require(made.location, "\(made.text)")
            #expect(try await reception.get(job).text.contains("/arman/contacts/1405-000001"))
            #expect(try await reception.get("/arman/contacts/1405-000001").text.contains(job))
        }
    }

    @Test("up to three photos come with a fault, cleaned, seen at the contact by the office alone")
    func photos() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            let page = try await stranger.get("/arman/front/fault").text
            #expect(page.contains("multipart/form-data") && page.contains("name=\"photos\""))
            #expect(try await stranger.get("/arman/front/ask").text.contains("name=\"photos\"") == false)
            let two = [("photos", "a.jpg", TestPhotos.jpeg()), ("photos", "b.jpg", TestPhotos.jpeg(0x13))]
            let done = try await stranger.upload(
                "/arman/front/fault", stranger.ticket("fault") + Self.fault, files: two.map { ($0.0, $0.1, $0.2) })
            #expect(done.location == "/arman/front/sent/1405-000001", "\(done.text)")
            let reception = try await world.browser(client, as: .reception)
            let contact = try await reception.get("/arman/contacts/1405-000001").text
            let file = try #require(contact.firstMatch(of: #/"(/arman/files/[0-9]+)/#)).1
            #expect(try await reception.get(String(file)).status == .ok)
            let denied = try await stranger.get(String(file))
            #expect(denied.status != .ok)
        }
        #expect(try await world.arman.read { try $0.value("SELECT count(*) FROM attachment") } == 2)
    }

    @Test("what is no photo, too many of them and a flood of them are refused, and nothing is written")
    func noPhotos() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            func send(_ files: [[UInt8]]) async throws -> Browser.Answer {
                let named = files.enumerated().map { (field: "photos", name: "\($0.offset).jpg", bytes: $0.element) }
                return try await stranger.upload(
                    "/arman/front/fault", stranger.ticket("fault") + Self.fault, files: named)
            }
            let text = try await send([Array("nothing".utf8)])
            #expect(text.status == .unprocessableContent && text.text.contains("دوباره انتخاب کنید"))
            #expect(text.text.contains("سرد نمی‌کند"), "what was typed comes back")
            let many = try await send((1...4).map { TestPhotos.jpeg(UInt8(0x20 + $0)) })
            #expect(many.status == .unprocessableContent)
            let large = try await send([TestPhotos.jpeg() + [UInt8](repeating: 0, count: 6_000_000)])
            #expect(large.status != .seeOther)
            let huge = try await send([[UInt8](repeating: 0, count: 17_000_000)])
            #expect(huge.status == .contentTooLarge)
        }
        #expect(try await world.arman.read { try $0.value("SELECT count(*) FROM attachment") } == 0)
        #expect(try await world.contacts() == 0)
    }

    @Test("what is missing comes back as it was typed; sent twice it is one, with another content nothing")
    func once() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            let ticket = try await stranger.ticket("fault")
            let bare = try await stranger.post("/arman/front/fault", ticket + [("name", "<b>"), ("body", "x & y")])
            #expect(bare.status == .unprocessableContent)
            #expect(bare.text.contains("&lt;b&gt;") && bare.text.contains("x &amp; y"))
            for _ in 0..<2 {
                let done = try await stranger.post("/arman/front/fault", ticket + Self.fault)
                #expect(done.location == "/arman/front/sent/1405-000001")
            }
            let other = try await stranger.post("/arman/front/fault", ticket + Self.fault + [("body", "دیگر")])
            #expect(other.status == .conflict && other.text.contains("زهرا کریمی"))
            #expect(try await world.contacts() == 1)
        }
    }

    @Test("a stamp that is forged, of another form, of another company, unpaid or old is worth nothing")
    func stamps() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            func refused(_ fields: [(String, String)], _ word: String) async throws {
                let answer = try await stranger.post("/arman/front/fault", Self.fault + fields)
                #expect(answer.status == .unprocessableContent && answer.text.contains(word), "\(word)")
                #expect(answer.text.contains("زهرا کریمی"))
            }
            let ticket = try await stranger.ticket("fault")
            try await refused([], "مدت زیادی")
            try await refused([("stamp", ticket[0].1.replacing(".8.", with: ".0.")), ("proof", "1")], "مدت زیادی")
            try await refused(try await stranger.ticket("ask"), "مدت زیادی")
            try await refused([ticket[0], ("proof", "")], "ثانیه دیگر")
            try await refused([ticket[0], ("proof", "-1")], "ثانیه دیگر")
            try await refused(ticket + [("website", "http://spam.example")], "خاموش کنید")
            world.time.move(seconds: FormPassage.longest + 1)
            try await refused(ticket, "مدت زیادی")
            #expect(try await world.contacts() == 0)
        }
    }

    @Test("whoever has no script waits some seconds, three times an hour")
    func slow() async throws {
        let world = try await World.withFront()
        try await world.live { client in
            let stranger = Browser(client, at: "203.0.113.7")
            for index in 0..<4 {
                let ticket = try await stranger.ticket("fault")
                let fields =
                    [ticket[0], ("proof", "")] + Self.fault.map { $0.0 == "mobile" ? ($0.0, "0912111220\(index)") : $0 }
                let early = try await stranger.post("/arman/front/fault", fields)
                #expect(early.status == .unprocessableContent)
                world.time.move(seconds: FormPassage.patience)
                let done = try await stranger.post("/arman/front/fault", fields)
                #expect(done.status == (index < 3 ? .seeOther : .tooManyRequests), "\(index)")
            }
        }
    }

    @Test("a number is followed with the mobile that it was sent with, and shows the answer alone")
    func followed() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let stranger = Browser(client)
            let opinion = [("kind", "complaint"), ("name", "مینا"), ("mobile", "09121112233"), ("body", "دیر آمدند")]
            #expect(try await stranger.send(opinion, to: "opinion").status == .seeOther)
            let right = [("number", "۱۴۰۵-۰۰۰۰۰۱"), ("mobile", "09121112233")]
            let open = try await stranger.send(right, to: "follow")
            #expect(open.status == .ok && open.text.contains("در دست بررسی"))
            let manager = try await world.browser(client, as: .serviceManager)
            let closed = try await manager.post(
                "/arman/contacts/1405-000001/closing",
                [("version", "1"), ("done", "تذکر داده شد"), ("answer", "پوزش می‌خواهیم")])
            #expect(closed.status == .seeOther)
            let shown = try await stranger.send(right, to: "follow").text
            #expect(shown.contains("پوزش می‌خواهیم") && !shown.contains("تذکر") && !shown.contains("دیر آمدند"))
            let number = try await stranger.send([("number", "1405-000009"), right[1]], to: "follow")
            let mobile = try await stranger.send([right[0], ("mobile", "09121112234")], to: "follow")
            #expect(number.status == mobile.status && number.status == .unprocessableContent)
            #expect(number.text.contains("چیزی پیدا نشد") && mobile.text.contains("چیزی پیدا نشد"))
        }
    }

    @Test("what somebody said on the telephone he follows too, and of what the company called about nothing is told")
    func called() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            for direction in ["incoming", "outgoing"] {
                let said = [
                    ("direction", direction), ("channel", "phone"), ("kind", "complaint"), ("phone", "09121112233"),
                    ("party", "مینا"), ("subject", "دیرکرد"), ("body", "دیر آمدند"),
                ]
                let written = try await reception.post("/arman/contacts", said)
                #expect(written.status == .seeOther, "\(written.text)")
            }
            let stranger = Browser(client)
            let mobile = ("mobile", "09121112233")
            let own = try await stranger.send([("number", "1405-000001"), mobile], to: "follow")
            #expect(own.status == .ok && own.text.contains("در دست بررسی") && !own.text.contains("دیر آمدند"))
            let outgoing = try await stranger.send([("number", "1405-000002"), mobile], to: "follow")
            #expect(outgoing.status == .unprocessableContent)
        }
    }

    @Test("a serial is genuine or not, with the end of its cover, and nothing of whose it is")
    func checked() async throws {
        let world = try await World.withFront()
        _ = try await world.addJob(serial: "S-1")
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE unit SET purchased_on = \(CalendarDay(iso: "2026-03-21")!)")
        }
        try await world.serve { client in
            let stranger = Browser(client)
            let known = try await stranger.send([("serial", "s-1")], to: "check").text
            #expect(known.contains("اصل") && known.contains("یخچال یک") && known.contains("۱۴۰۷/۰۱/۰۱"))
            #expect(!known.contains("زهرا") && !known.contains("1112233"))
            let unknown = try await stranger.send([("serial", "S-2")], to: "check")
            #expect(unknown.status == .unprocessableContent && unknown.text.contains("ثبت نیست"))
            // A machine that goes by a sign of ours has no plate: whoever types the sign has counted.
            let sign = try await world.arman.write { tx in
                _ = try UnitStore.addUnmarked(ID(1), ID(1), nil, tx)
                return try tx.value("SELECT serial FROM unit WHERE is_unmarked = 1") ?? ""
            }
            #expect(try await stranger.send([("serial", sign)], to: "check").text.contains("ثبت نیست"))
            let ticket = try await stranger.ticket("check")
            for status in [HTTPResponse.Status.ok, .unprocessableContent] {
                let again = try await stranger.post("/arman/front/check", ticket + [("serial", "S-1")])
                #expect(again.status == status)
            }
        }
    }

    @Test("a machine that somebody says is his is a contact of its own kind")
    func registered() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let fields = [
                ("name", "مینا"), ("mobile", "09121112233"), ("serial", "z9"), ("purchased", "1405/01/20"),
                ("seller", "فروشگاه آزادی"),
            ]
            #expect(try await Browser(client).send(fields, to: "register").status == .seeOther)
            let future = try await Browser(client).send(
                fields.map { $0.0 == "purchased" ? ($0.0, "1405/12/29") : $0 }, to: "register")
            #expect(future.status == .unprocessableContent)
            let page = try await world.browser(client, as: .reception).get("/arman/contacts/1405-000001").text
            #expect(page.contains("ثبت دستگاه") && page.contains("فروشگاه آزادی") && page.contains("Z9"))
        }
    }

    @Test("a machine that somebody registers becomes his with its card, and the contact tells so")
    func ofContact() async throws {
        let world = try await World.withFront()
        try await world.serve { client in
            let sent = [
                ("name", "مینا"), ("mobile", "09121112233"), ("serial", "z9"), ("card", "k7"),
                ("purchased", "1405/01/20"), ("city", "تهران"), ("seller", "فروشگاه آزادی"),
            ]
            let registered = try await Browser(client).send(sent, to: "register")
            #expect(registered.status == .seeOther, "\(registered.text)")
            let reception = try await world.browser(client, as: .reception)
            let contact = try await reception.get("/arman/contacts/1405-000001").text
            let link = try #require(contact.firstMatch(of: #/"(/arman/units/cards/new\?[^"]*)"/#)).1.replacing(
                "&amp;", with: "&")
            let form = try await reception.get(String(link)).text
            for value in ["Z9", "k7", "09121112233", "مینا", "تهران", "۱۴۰۵/۰۱/۲۰", "1405-000001"] {
                #expect(form.contains("value=\"\(value)\""), "\(value)")
            }
            let saved = try await reception.post(
                "/arman/units/cards",
                [
                    ("serial", "Z9"), ("model", "FRIDGE-1"), ("card", "K7"), ("mobile", "09121112233"),
                    ("customer", "مینا"), ("city", "تهران"), ("purchased_on", "1405/01/20"), ("from", "1405-000001"),
                ])
            #expect(saved.location == "/arman/units/Z9", "\(saved.text)")
            let told = try await reception.get("/arman/contacts/1405-000001").text
            #expect(told.contains("کارت گارانتی از آن ثبت شد"))
        }
    }
}

@Suite("A flood of a company's public forms")
struct FrontFloodTests {
    private static let ask = [("name", "x"), ("subject", "سلام"), ("body", "متن")]

    @Test("a thousand from one address: ten rows, the rest told when to come again, with what they typed")
    func address() async throws {
        let world = try await World.withFront()
        try await world.live { client in
            let robot = Browser(client, at: "203.0.113.7")
            let first = try await robot.ticket("ask")
            var statuses: [Int: Int] = [:]
            for index in 0..<1_000 {
                let ticket = index <= 10 ? try await robot.ticket("ask") : first
                let fields = ticket + Self.ask + [("mobile", "0912\(1_000_000 + index)")]
                let answer = try await robot.post("/arman/front/ask", fields)
                statuses[Int(answer.status.code), default: 0] += 1
                guard index == 999 else { continue }
                #expect(answer.headers[.retryAfter].flatMap { Int($0) } == 3_600)
                #expect(answer.text.contains("سلام") && answer.text.contains("۶۰ دقیقه"))
            }
            #expect(statuses == [303: 10, 429: 990])
            #expect(try await world.contacts() == 10)
            let other = try await Browser(client, at: "203.0.113.8").send(
                Self.ask + [("mobile", "09129999999")], to: "ask")
            #expect(other.status == .seeOther)
            world.time.move(seconds: 3_600)
            #expect(try await robot.send(Self.ask + [("mobile", "09128888888")], to: "ask").status == .seeOther)
        }
    }

    @Test("of one number from many addresses: five, in two processes together")
    func number() async throws {
        let world = try await World.withFront()
        try await world.live { one in
            try await world.live { other in
                for index in 0..<8 {
                    let browser = Browser(index % 2 == 0 ? one : other, at: "203.0.113.\(index)")
                    let answer = try await browser.send(Self.ask + [("mobile", "09121112233")], to: "ask")
                    #expect(answer.status == (index < 5 ? .seeOther : .tooManyRequests), "\(index)")
                }
            }
        }
        #expect(try await world.contacts() == 5)
    }

    @Test("of many numbers from many addresses: a company takes so many an hour and no more")
    func company() async throws {
        let world = try await World.withFront()
        try await world.portal.companies.directory.write { tx in
            let until = tx.now.adding(seconds: 60)
            _ = try tx.execute("INSERT INTO pace (key, count, until) VALUES ('front company arman', 300, \(until))")
        }
        try await world.serve { client in
            let answer = try await Browser(client).send(Self.ask + [("mobile", "09121112233")], to: "ask")
            #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "60")
        }
    }
}

@Suite("The stamp of a form")
struct FormStampTests {
    @Test("is paid by a number whose hash begins with so many zero bits, as the page's script finds it")
    func paid() throws {
        let stamp = FormStamp(for: "ask", bits: 10, at: Instant(seconds: 5)) { Secrets.signature(of: $0, by: "key") }
        let proof = try #require((0..<100_000).first { stamp.isPaid(by: String($0)) })
        let digits = Secrets.hash("\(stamp.text):\(proof)").prefix(3).compactMap(\.hexDigitValue)
        #expect(digits[0] == 0 && digits[1] == 0 && digits[2] < 4)
        for wrong in ["", "-1", "٣", "1 ", "0x1", String(repeating: "1", count: 13)] {
            #expect(!stamp.isPaid(by: wrong), "\(wrong)")
        }
        #expect(
            FormStamp(stamp.text, for: "ask") { Secrets.signature(of: $0, by: "key") }?.madeAt == Instant(seconds: 5))
        #expect(FormStamp(stamp.text, for: "fault") { Secrets.signature(of: $0, by: "key") } == nil)
        #expect(FormStamp("\(stamp.text)0", for: "ask") { Secrets.signature(of: $0, by: "key") } == nil)
    }
}

extension World {
    /// All pages of arman are open, reception follows what comes in, and a browser has little to do for it.
    static func withFront() async throws -> World {
        let world = try await World()
        let reception = try await world.person(.reception)
        try await world.arman.write { tx in
            var settings = try FrontSettings(tx)
            (settings.pages, settings.owner, settings.bits) = (Set(FrontPage.allCases), reception, 8)
            try settings.set(tx)
        }
        return world
    }

    func contacts() async throws -> Int {
        try await arman.read { try $0.value("SELECT count(*) FROM contact") } ?? 0
    }

    /// Behind a proxy on this machine that says whom it speaks for.
    fileprivate func live(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let time = time
        let portal = try Portal(
            companies: portal.companies, proxies: TrustedProxies("127.0.0.1"), passwordCost: 16,
            renderer: World.renderer.get(), securityLog: World.silent
        ) { time.now }
        try await Application(router: portal.makeRouter()).test(.live) { client in try await body(client) }
    }
}

extension Browser {
    /// The stamp of a page that was just opened, and its price.
    func ticket(_ page: String) async throws -> [(String, String)] {
        let text = try await get("/arman/front/\(page)").text
        let found = try #require(text.firstMatch(of: #/name="stamp" value="([^"]+)"/#))
        let stamp = try #require(FormStamp(unsigned: String(found.1)))
        let proof = try #require((0..<1_000_000).first { stamp.isPaid(by: String($0)) })
        return [("stamp", stamp.text), ("proof", String(proof))]
    }

    func send(_ fields: [(String, String)], to page: String) async throws -> Answer {
        try await post("/arman/front/\(page)", try await ticket(page) + fields)
    }
}

extension FormStamp {
    /// As a browser reads it, which cannot know whether it is ours.
    fileprivate init?(unsigned text: String) {
        let mark = text.split(separator: ".").last.map(String.init) ?? ""
        self.init(text, for: "") { _ in mark }
    }
}
