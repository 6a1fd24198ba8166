import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What can be done with a contact: each form of its page.
enum ContactDeeds {
    static func refer(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let people = try await context.company.read { try ContactSheetList.people($0) }
        let typed = ReferralForm(form, people, calendar: context.reader.clock.calendar, required: true)
        guard typed.isRight, let to = typed.addressee.value else {
            return try await refuse(number, .referral(typed), context)
        }
        return try await done(form, number, "contacts.referred", .referral(typed), context) { contact, deed in
            guard contact.state == .open else { throw Complaint("contacts.denied.closed") }
            try ReferralStore.ask(
                to, about: contact.id, contact.number, text: typed.text.value ?? "", due: typed.due.value,
                by: deed.actor.person, deed.tx)
        }
    }

    static func answer(
        _ form: FormBody, _ number: String, _ id: ID<Referral>, _ context: CompanyContext
    ) async throws -> Response {
        let typed = ContactText(form, "referral_answer")
        guard let text = typed.text.value else { return try await refuse(number, .answer(id, typed), context) }
        return try await done(form, number, "contacts.answered", .answer(id, typed), context) { contact, deed in
            let referral = try find(id, of: number, deed.tx)
            guard referral.addressee.includes(deed.actor) else { throw Complaint("contacts.denied.not_asked") }
            try ReferralStore.answer(referral, of: contact, text, by: deed.actor.person, deed.tx)
        }
    }

    static func withdraw(
        _ form: FormBody, _ number: String, _ id: ID<Referral>, _ context: CompanyContext
    ) async throws -> Response {
        try await done(form, number, "contacts.withdrawn", nil, context) { contact, deed in
            let referral = try find(id, of: number, deed.tx)
            guard referral.askedBy == deed.actor.person || contact.particulars.owner == deed.actor.person else {
                throw Complaint("contacts.denied.not_asker")
            }
            try ReferralStore.withdraw(referral, of: contact, by: deed.actor.person, deed.tx)
        }
    }

    static func change(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let sheet = try await context.company.read { try ContactSheetList.sheet(number, $0) }
        let typed = ParticularsForm(form, sheet, calendar: context.reader.clock.calendar)
        guard let new = typed.particulars else { return try await refuse(number, .particulars(typed), context) }
        let version = try form.version
        return try await done(form, number, "contacts.changed", .particulars(typed), context) { contact, deed in
            try ContactStore.change(contact, to: new, version: version, by: deed.actor.person, deed.tx)
        }
    }

    static func correctParty(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (typed, version) = (PartyForm(form), try form.version)
        guard typed.isRight, let reason = typed.reason.value else {
            return try await refuse(number, .party(typed), context)
        }
        return try await done(form, number, "contacts.party_corrected", .party(typed), context) { contact, deed in
            try ContactPartyStore.correct(
                contact, to: typed.party.value ?? "", typed.phone.value, because: reason, version: version,
                by: deed.actor.person, deed.tx)
        }
    }

    static func note(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let typed = ContactText(form, "note")
        guard let text = typed.text.value else { return try await refuse(number, .note(typed), context) }
        return try await done(form, number, "contacts.noted", .note(typed), context) { contact, deed in
            try ContactStore.note(text, on: contact, by: deed.actor.person, deed.tx)
        }
    }

    static func close(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let typed = ClosingForm(form)
        guard let done = typed.done.value, let answer = typed.answer.value else {
            return try await refuse(number, .closing(typed), context)
        }
        let version = try form.version
        return try await self.done(form, number, "contacts.closed", .closing(typed), context) { contact, deed in
            let asked = try ContactSheetList.sheet(number, deed.tx).asked
            let permit = try MayCloseContact(
                contact.particulars.kind, contact.state, asked: asked, done: done, answer: answer)
            try ContactStore.close(contact, by: permit, version: version, deed.actor.person, deed.tx)
        }
    }

    static func removePhotos(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        try await done(form, number, "contacts.photos_removed", nil, context) { contact, deed in
            let files = try AttachmentStore.removeOfStrangers(of: .contact(contact.id), deed.tx)
            guard !files.isEmpty else { throw Refusal.stale(Complaint("error.stale")) }
            try ErasedFiles.add(files, of: contact.id.value, by: deed.actor.person, in: deed.company, deed.tx)
            try ContactStore.tellPhotosRemoved(files.count, of: contact.id, by: deed.actor.person, deed.tx)
        }
    }

    static func reopen(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let typed = ContactText(form, "reason")
        guard let reason = typed.text.value else { return try await refuse(number, .reopening(typed), context) }
        let version = try form.version
        return try await done(form, number, "contacts.reopened", .reopening(typed), context) { contact, deed in
            try ContactStore.reopen(contact, because: reason, version: version, by: deed.actor.person, deed.tx)
        }
    }

    private static func find(_ id: ID<Referral>, of number: String, _ tx: Transaction) throws -> ReferralRow {
        guard let referral = try ContactSheetList.sheet(number, tx).referrals.first(where: { $0.id == id }) else {
            throw Refusal.hidden
        }
        return referral
    }

    private static func refuse(
        _ number: String, _ typed: RefusedContactForm, _ context: CompanyContext
    ) async throws -> Response {
        try await ContactRoutes.show(number, context, refused: typed, status: .unprocessableContent)
    }

    private static func done(
        _ form: FormBody, _ number: String, _ flash: String, _ typed: RefusedContactForm?, _ context: CompanyContext,
        _ work: @escaping @Sendable (ContactRow, Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(ContactRoutes.one, number)) { deed in
            try work(try ContactSheetList.find(number, deed.tx), deed)
        } orShow: { refused in
            try await ContactRoutes.show(
                number, context, refused: typed, status: refused.status, warning: refused.complaint)
        }
    }
}
