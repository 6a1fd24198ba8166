import Web

/// Where the person works.
struct CompaniesPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let roles: String
    }

    static let template = "login/companies"
    let titleKey = "companies.title"
    let companies: [Item]
    let hasCompanies: Bool
    let login: String
}

/// What belongs to the person: his name and number, his signed-in browsers, his password.
struct ProfilePage: Page {
    struct Browser: Sendable {
        let id: String
        let device: String
        let since: String
        let seen: String
        let isThis: Bool
    }

    struct Link: Sendable {
        let text: String
        let href: String
        let label: String
    }

    static let template = "login/login"
    let titleKey = "login.title"
    let facts: [Fact]
    let removal: String
    let sessions: [Browser]
    let secondStep: Link
    let passwordPath: String
    let old: Field
    let password: Field
    let again: Field
    let errors: FormErrors?
}
