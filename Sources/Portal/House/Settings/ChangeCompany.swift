import Database
import Domain
import Ground

/// What the company is called, and where it is to be found, as its papers say it.
struct ChangeCompany: Sendable {
    struct Names: Hashable, Sendable {
        let fa: String
        let en: String

        init(fa: String, en: String) { (self.fa, self.en) = (fa, en) }
        init(_ company: OpenCompany) { self.init(fa: company.nameFa, en: company.nameEn) }
    }

    let names: Names
    let address: String
    let postalCode: String
    let phones: String

    private static let (nameFa, nameEn) = ("company_name_fa", "company_name_en")

    /// The names that the directory must follow; nil where nobody has changed them.
    static func names(_ tx: Transaction) throws -> Names? {
        guard let fa = try SettingStore.value(nameFa, tx), let en = try SettingStore.value(nameEn, tx) else {
            return nil
        }
        return Names(fa: fa, en: en)
    }

    /// The directory follows once this is on the disk; where the process dies between the two, when the company is next opened.
    func run(in deed: Deed) throws {
        let (tx, before) = (deed.tx, Names(deed.company))
        let known = CompanyProfile(try SettingStore.all(tx))
        let changes = [
            "name": (before: before.fa, after: names.fa), "name_en": (before: before.en, after: names.en),
            "address": (before: known.address, after: address),
            "postal_code": (before: known.postalCode, after: postalCode),
            "phones": (before: known.phones, after: phones),
        ]
        let event = Event("company", of: .setting, in: "settings", changes: changes)
        guard event.changesSomething else { return }
        let values = [
            Self.nameFa: names.fa, Self.nameEn: names.en, CompanyProfile.addressName: address,
            CompanyProfile.postalCodeName: postalCode, CompanyProfile.phonesName: phones,
        ]
        for (name, value) in values { try SettingStore.set(name, value, tx) }
        try EventStore.add(event, by: deed.actor.person, tx)
    }
}

/// The picture that stands in the frame of every page and at the head of papers; nil for the product's own.
struct SetLogo: Sendable {
    let upload: Upload?

    func run(in deed: Deed) throws {
        var logo = ""
        if let upload {
            try AttachmentStore.add([upload], to: .company, by: deed.actor, deed.tx)
            logo = try AttachmentStore.all(of: .company, deed.tx).last?.id.description ?? ""
        }
        let before = try SettingStore.value(CompanyProfile.logoName, deed.tx) ?? ""
        guard before != logo else { return }
        try SettingStore.set(CompanyProfile.logoName, logo, deed.tx)
        let event = Event(logo.isEmpty ? "logo_removed" : "logo", of: .setting, in: "settings")
        try EventStore.add(event, by: deed.actor.person, deed.tx)
    }
}
