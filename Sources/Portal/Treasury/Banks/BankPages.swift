import Ground
import Web

/// The company's formats, and the limits of one order.
struct FormatsPage: Page {
    struct Line: Sendable {
        let href: String
        let name: String
        let kind: String
        let methods: String
        let version: String
        let badge: Badge
    }

    struct Limit: Sendable {
        let method: String
        let from: String
        let least: Amount?
        let greatest: Amount?
        let who: String
        let badge: Badge?
    }

    struct New: Sendable {
        let href: String
        let label: String
    }

    struct AddLimit: Sendable {
        let action: String
        let method: Field
        let from: Field
        let least: Field
        let greatest: Field
        let errors: FormErrors?
    }

    static let template = "banks/list"
    let titleKey = "banks.title"
    /// Changes of them that wait for a second person.
    let proposals: ProposalNote?
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?
    /// One for each kind of file; none for whoever may not.
    let new: [New]
    let mayMake: Bool
    /// Adds the formats that a company starts with.
    let usual: String?
    let unit: String
    let limits: [Limit]
    let hasLimits: Bool
    let addLimit: AddLimit?
}

/// One format, what it makes, and its history.
struct FormatPage: Page {
    struct Deed: Sendable {
        let action: String
        let version: String
        let label: String
    }

    static let template = "banks/one"
    let titleKey = "banks.one.title"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let edit: String?
    let copy: String?
    let state: Deed?
    /// Changes of formats that wait for a second person.
    let proposals: ProposalNote?
    let facts: [Fact]
    let rows: Field
    let form: String
    let preview: FormatPreview
    let events: [TimelineItem]
}

/// The form of a format.
struct FormatFormPage: Page {
    static let template = "banks/form"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let back: String
    let action: String
    let kind: String
    /// nil for a new one.
    let version: String?
    let errors: FormErrors?
    let groups: [FormatFields.Group]
    let columns: [ColumnFields]
    let count: String
    let hasColumns: Bool
    let mayAdd: Bool
    /// How the bank's answer looks.
    let answer: [FormatFields.Group]
    let rows: Field
    let preview: FormatPreview
}
