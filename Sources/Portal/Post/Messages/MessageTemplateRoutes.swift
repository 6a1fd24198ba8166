import Domain
import Foundation
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Which events are written about, and in which words.
package enum MessageTemplateRoutes: RoomRoutes {
    package static let list = PlainPage("messages/templates", for: .managers)
    static let one = PageRoute<String>("messages/templates/:event", for: .managers)
    static let change = FormRoute<String>("messages/templates/:event", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let (templates, account) = try await context.company.read {
                    (try MessageTemplateStore.all($0), try PostAccountStore.find($0))
                }
                return try context.show(MessageTemplatesPage(templates, account, context))
            },
            one.to { _, context, name in try await show(name, nil, context) },
            change.to { form, context, name in try await change(form, name, context) },
        ]
    }

    private static func show(
        _ name: String, _ typed: MessageTemplateForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        guard let event = MessageEvent(rawValue: name) else { throw Refusal.hidden }
        let (known, account, cards) = try await context.company.read { tx in
            (
                try MessageTemplateStore.all(tx).first { $0.event == event }, try PostAccountStore.find(tx),
                PageCards([])
            )
        }
        guard let known else { throw Refusal.hidden }
        return try context.show(
            MessageTemplatePage(known, typed ?? MessageTemplateForm(known), account, cards, context), status: status,
            warning: warning)
    }

    private static func change(_ body: FormBody, _ name: String, _ context: CompanyContext) async throws -> Response {
        guard let event = MessageEvent(rawValue: name) else { throw Refusal.hidden }
        let (form, version) = (MessageTemplateForm(body, event), try body.version)
        if body.isChecked("preview") { return try await show(name, form, context) }
        guard let words = form.words else {
            return try await show(name, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "messages.template", to: context.paths(one, name)) { deed in
            try MessageTemplateStore.set(
                words, of: event, version: version, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(name, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// An event's words, as they were typed.
struct MessageTemplateForm: Sendable {
    let fa: Input<MessageText>
    let en: Input<MessageText>
    /// Of a mail; empty where it says the same.
    let mailFa: Input<MessageText?>
    var mailEn: Input<MessageText?>
    let subjectFa: Input<String>
    let subjectEn: Input<String>
    let pattern: Input<String>
    let isOn: Bool
    let isAdvert: Bool

    init(_ form: FormBody, _ event: MessageEvent) {
        (fa, en) = (Self.text("body_fa", form, event), Self.text("body_en", form, event))
        (mailFa, mailEn) = (Self.mail("mail_fa", form, event), Self.mail("mail_en", form, event))
        if mailFa.typed.isEmpty != mailEn.typed.isEmpty, mailEn.complaint == nil {
            mailEn.complaint = Complaint("messages.template.mail.half")
        }
        subjectFa = form.input("subject_fa", else: "", shortText(limit: 100))
        subjectEn = form.input("subject_en", else: "", shortText(limit: 100))
        pattern = form.input("pattern", else: "", shortText(limit: 60))
        (isOn, isAdvert) = (form.isChecked("on"), event.mayAdvertise && form.isChecked("advert"))
    }

    init(_ known: MessageTemplate) {
        let words = known.words
        func text(_ name: String, _ text: MessageText?) -> Input<MessageText?> {
            Input(name: name, typed: text?.text ?? "", value: text)
        }
        fa = Input(name: "body_fa", typed: words.fa.text, value: words.fa)
        en = Input(name: "body_en", typed: words.en.text, value: words.en)
        (mailFa, mailEn) = (text("mail_fa", words.mailFa), text("mail_en", words.mailEn))
        subjectFa = Input(name: "subject_fa", typed: words.subjectFa, value: words.subjectFa)
        subjectEn = Input(name: "subject_en", typed: words.subjectEn, value: words.subjectEn)
        pattern = Input(name: "pattern", typed: words.pattern, value: words.pattern)
        (isOn, isAdvert) = (words.isOn, words.isAdvert)
    }

    /// nil where a field does not do.
    var words: MessageWords? {
        guard let fa = fa.value, let en = en.value, mailFa.complaint == nil, mailEn.complaint == nil,
            let pattern = pattern.value, let subjectFa = subjectFa.value, let subjectEn = subjectEn.value
        else { return nil }
        return MessageWords(
            fa: fa, en: en, mailFa: mailFa.value ?? nil, mailEn: mailEn.value ?? nil, subjectFa: subjectFa,
            subjectEn: subjectEn, pattern: pattern, isOn: isOn, isAdvert: isAdvert)
    }

    private static func mail(_ name: String, _ form: FormBody, _ event: MessageEvent) -> Input<MessageText?> {
        let text = text(name, form, event)
        return Input(
            name: name, typed: text.typed, value: .some(text.value),
            complaint: text.typed.isEmpty ? nil : text.complaint)
    }

    /// Its lines are its own: they are not made one.
    private static func text(_ name: String, _ form: FormBody, _ event: MessageEvent) -> Input<MessageText> {
        let typed = form.raw(name).replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        do {
            return Input(name: name, typed: typed, value: try MessageText(typed, for: event))
        } catch {
            return Input(name: name, typed: typed, value: nil, complaint: error)
        }
    }
}
