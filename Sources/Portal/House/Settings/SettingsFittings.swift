import Database
import Domain
import Ground

/// What the settings put into the slots of wings.
enum SettingsFittings {
    static func add(to fittings: inout Fittings) {
        // Everybody sees his company's logo: it stands on every page.
        fittings.add(AttachmentKind(EventSubject.company.name) { _, _, _ in true }, to: AttachmentSlots.kinds)
        fittings.add(
            { company, directory in
                let names = try await company.read { try ChangeCompany.names($0) }
                guard let names, names != ChangeCompany.Names(company) else { return }
                try await directory.write {
                    try DirectoryStore.rename(company.id, nameFa: names.fa, nameEn: names.en, $0)
                }
            }, to: CompanySlots.mended)
    }
}

extension EventSubject {
    static let company = EventSubject("company")
    static let setting = EventSubject("setting")
}
