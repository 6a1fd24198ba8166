import Database
import Domain
import Ground
import Web

extension ClaimRuleStore {
    /// All of them are changed on one page.
    static let naming = SubjectNaming("claim_rule") { context in
        SubjectLink(
            label: context.words("claim_rules.title"),
            href: context.may(ClaimRuleRoutes.list) ? context.paths(ClaimRuleRoutes.list) : nil)
    }
}

extension ClaimSettingStore {
    /// A rule's code, a setting's name or `minutes`, in words.
    static func title(_ subject: String, _ words: Words) -> String {
        if ClaimRuleCode(rawValue: subject) != nil { return words("claim_rules.code.\(subject)") }
        return words(subject == "minutes" ? "claim_rules.event.minutes" : "claim_rules.\(subject)")
    }

    /// Numbers with their digits; of a setting that is not set, that it is empty.
    static func shown(_ text: String, of subject: String, _ reader: Reader) -> String {
        guard let number = Int64(text) else { return text.isEmpty ? reader.words("claim_rules.event.none") : text }
        let isMoney = ClaimSetting(rawValue: subject)?.isMoney ?? false
        return isMoney ? reader.money(Money(number)) : reader.number(number)
    }

    static let wording = RoomWording("claim_rules") { happening, reader, _ in
        guard let subject = happening.detail[""] else { return nil }
        let values = [happening.before[""] ?? "", happening.after[""] ?? ""].map {
            shown($0, of: subject, reader).isolated
        }
        return "\(title(subject, reader.words)): " + reader.words("claim_rules.event", values: values)
    }
}
