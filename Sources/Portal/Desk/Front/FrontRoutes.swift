import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's pages for whoever comes: a fault, a question, an opinion, a machine of his, and what became of it.
enum FrontRoutes: RoomRoutes {
    static let index = PlainPublicPage("")
    static let sent = PublicPage<String>("sent/:number")
    static let activated = PublicPage<String>("activated/:day")
    static func page(_ page: FrontPage) -> PlainPublicPage { PlainPublicPage(page.rawValue) }
    static func sending(_ page: FrontPage) -> PlainPublicForm {
        PlainPublicForm(page.rawValue, upTo: page.takesPhotos ? .strangers : .fields)
    }

    static var all: [Mounted] {
        [
            index.to { _, context in try await showIndex(context) },
            sent.to { _, context, number in try await showSent(number, context) },
            activated.to { _, context, day in try await showActivated(day, context) },
        ]
            + FrontPage.allCases.flatMap { page in
                [
                    self.page(page).to { request, context in try await show(page, request.asked, context) },
                    sending(page).to(if: { try await settings($0).pages.contains(page) }) { form, context in
                        try await send(form, page, context)
                    },
                ]
            }
    }

    private static func settings(_ context: PublicContext) async throws -> FrontSettings {
        try await context.company.read { try FrontSettings($0) }
    }

    /// - Throws: `Refusal.hidden` where the company does not show this page.
    private static func guarding(_ page: FrontPage, _ context: PublicContext) async throws -> (
        FrontSettings, FrontGuard
    ) {
        let settings = try await settings(context)
        guard settings.pages.contains(page) else { throw Refusal.hidden }
        return (settings, FrontGuard(page: page, bits: settings.bits, context: context))
    }

    private static func showIndex(_ context: PublicContext) async throws -> Response {
        let settings = try await settings(context)
        guard !settings.pages.isEmpty else { throw Refusal.hidden }
        return try context.show(FrontIndexPage(settings, context), home: context.paths(index))
    }

    private static func showSent(_ number: String, _ context: PublicContext) async throws -> Response {
        let settings = try await settings(context)
        // Whatever stands in the address is said here by the company.
        guard !settings.pages.isEmpty, number.wholeMatch(of: #/[0-9A-Z-]{3,30}/#) != nil else { throw Refusal.hidden }
        let page = FrontAnswerPage(sent: number, mayFollow: settings.pages.contains(.follow), context)
        return try context.show(page, home: context.paths(index))
    }

    /// Only to whoever has just done it: the address names nothing but the day.
    private static func showActivated(_ typed: String, _ context: PublicContext) async throws -> Response {
        let settings = try await settings(context)
        guard settings.pages.contains(.register), let day = CalendarDay(iso: typed),
            (0...1).contains(context.today.number - day.number)
        else {
            throw Refusal.hidden
        }
        let page = FrontAnswerPage(activatedOn: day, context)
        return try context.show(page, home: context.paths(index))
    }

    private static func show(_ page: FrontPage, _ asked: Asked, _ context: PublicContext) async throws -> Response {
        let (settings, guardian) = try await guarding(page, context)
        let guide = page == .fault && settings.guides ? try await GuideFrontRoutes.offer(asked, context) : nil
        let known = guide?.said.map { ["body": $0.text, "device": $0.group] } ?? [:]
        let typed = FrontForm(FormBody(known), page, today: context.today, calendar: context.reader.clock.calendar)
        let form = FrontFormPage(typed, stamp: guardian.newStamp, checked: false, guide: guide?.path, context)
        return try context.show(form, home: context.paths(index))
    }

    private static func send(_ body: FormBody, _ page: FrontPage, _ context: PublicContext) async throws -> Response {
        let (settings, guardian) = try await guarding(page, context)
        let typed = FrontForm(body, page, today: context.today, calendar: context.reader.clock.calendar)
        do {
            let (stamp, passage) = try await guardian.admit(body)
            guard typed.isRight else {
                let form = FrontFormPage(
                    typed, stamp: stamp, checked: true, hadPhotos: !body.files("photos").isEmpty, context)
                return try context.show(form, home: context.paths(index), status: .unprocessableContent)
            }
            let hasPhotos = page.takesPhotos && !body.files("photos").isEmpty
            if hasPhotos {
                try checkSize(of: body.files("photos"))
                try await guardian.takePhotos()
            }
            try await guardian.take(stamp, passage, typed.mobile.value)
            let photos = hasPhotos ? try await StrangerPhotos(body, in: context.company) : nil
            if let complaint = photos?.complaints.first { throw FrontRefusal(complaint: complaint) }
            return try await answer(typed, body, photos, stamp, settings, context)
        } catch let refusal as FrontRefusal {
            return try again(typed, body, refusal, guardian)
        } catch Refusal.stale(let complaint) {
            return try again(
                typed, body, FrontRefusal(complaint: complaint, status: .conflict, isStampSpent: true), guardian)
        }
    }

    /// What is larger was not kept while it came. - Throws: `FrontRefusal`, before anything is counted.
    private static func checkSize(of photos: [FormBody.File]) throws {
        guard let large = photos.first(where: { $0.size > FormSize.strangers.ofFile }) else { return }
        throw FrontRefusal(
            complaint: Complaint(
                "files.large", String(large.name.prefix(80)), String(FormSize.strangers.ofFile / 1024 / 1024)))
    }

    /// The form as it was typed, with why it was not taken.
    private static func again(
        _ typed: FrontForm, _ body: FormBody, _ refusal: FrontRefusal, _ guardian: FrontGuard
    ) throws -> Response {
        let context = guardian.context
        let kept = refusal.isStampSpent ? nil : guardian.stamp(body)
        let form = FrontFormPage(
            typed, stamp: kept ?? guardian.newStamp, checked: false, refusal: refusal.complaint,
            hadPhotos: !body.files("photos").isEmpty, context)
        var response = try context.show(form, home: context.paths(index), status: refusal.status)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    /// Of a machine that somebody registers. - Throws: `FrontRefusal` where it cannot be one of the company's.
    private static func check(_ serial: String, _ tx: Transaction) throws {
        do { try UnitStore.checkStrange(serial, tx) } catch let complaint as Complaint {
            throw FrontRefusal(complaint: complaint, isStampSpent: true)
        }
    }

    /// What a person need not look at, if the card that was typed is the one that waits.
    private static func activation(_ typed: FrontForm, _ web: WebContact, _ today: CalendarDay) -> ActivateCard? {
        guard let mobile = typed.mobile.value, let name = typed.name.value, !name.isEmpty, !web.card.isEmpty else {
            return nil
        }
        return ActivateCard(
            serial: web.serial, number: web.card, mobile: mobile, name: name, seller: web.seller, on: today)
    }

    private static func answer(
        _ typed: FrontForm, _ body: FormBody, _ photos: StrangerPhotos?, _ stamp: FormStamp, _ settings: FrontSettings,
        _ context: PublicContext
    ) async throws -> Response {
        switch typed.page {
        case .fault, .ask, .opinion, .register:
            guard let contact = typed.contact else { throw Refusal.unreadable }
            let (web, company, paths, today) = (typed.web, context.company, context.paths, context.today)
            return try await context.once(body, with: stamp) { tx in
                if typed.page == .register {
                    try check(web.serial, tx)
                    if try activation(typed, web, today)?.run(in: tx) == true { return paths(activated, today.isoText) }
                }
                let owner = try WebContactStore.owner(settings, tx)
                let number = try WebContactStore.add(contact, web, photos, clock: company.clock, owner: owner, tx)
                return paths(sent, number)
            }
        case .follow:
            guard let mobile = typed.mobile.value, let number = typed.number.value else { throw Refusal.unreadable }
            let found = try await context.company.read { try WebContactList.follow(number, mobile, $0) }
            guard let found else { throw FrontRefusal(complaint: Complaint("front.not_found"), isStampSpent: true) }
            return try context.show(FrontAnswerPage(followed: found, context), home: context.paths(index))
        case .check:
            let serial = typed.serial.value ?? ""
            let found = try await context.company.read { try SerialCheckList.check(serial, $0) }
            guard let found else {
                throw FrontRefusal(complaint: Complaint("front.not_genuine"), isStampSpent: true)
            }
            return try context.show(
                FrontAnswerPage(checked: found, serial: serial, context), home: context.paths(index))
        }
    }
}
