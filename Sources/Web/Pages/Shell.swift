/// What stands around every page: language, files, the person, his company and his menu.
public struct Shell: PageParts, Sendable {
    public struct Named: PageParts, Sendable {
        public let name: String
        public let detail: String

        public init(name: String, detail: String) {
            self.name = name
            self.detail = detail
        }

        public func child(named child: String) -> Part? {
            switch child {
            case "name": .text(name)
            case "slug", "role": .text(detail)
            default: nil
            }
        }
    }

    public struct Link: PageParts, Sendable {
        public let href: String
        public let label: String
        public let icon: String
        public let group: String
        public let current: Bool
        public let code: String

        public init(
            href: String, label: String, icon: String = "", group: String = "", current: Bool = false, code: String = ""
        ) {
            self.href = href
            self.label = label
            self.icon = icon
            self.group = group
            self.current = current
            self.code = code
        }

        public func child(named child: String) -> Part? {
            switch child {
            case "href": .text(href)
            case "label", "name": .text(label)
            case "icon": icon.isEmpty ? nil : .text(icon)
            case "group": group.isEmpty ? nil : .text(group)
            case "current": .flag(current)
            case "code": .text(code)
            default: nil
            }
        }
    }

    /// One sentence about what was just done, shown once.
    public struct Flash: PageParts, Sendable {
        public let kind: String
        public let text: String

        public init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }

        public func child(named child: String) -> Part? {
            switch child {
            case "kind": .text(kind)
            case "text": .text(text)
            default: nil
            }
        }
    }

    /// What the person was told and has not read.
    public struct Bell: PageParts, Sendable {
        public let href: String
        /// nil where there is nothing new.
        public let count: String?

        public init(href: String, count: String?) {
            (self.href, self.count) = (href, count)
        }

        public func child(named child: String) -> Part? {
            switch child {
            case "href": .text(href)
            case "count": count.map(Part.text)
            default: nil
            }
        }
    }

    public var language: Language
    public var title = ""
    public var css = ""
    public var js = ""
    public var icons = ""
    public var csrf = ""
    public var key = ""
    /// In which unit the page's forms take amounts.
    public var moneyUnit: String?
    public var company: Named?
    /// The company's own picture in the place of the product's.
    public var logo: String?
    /// Below the company's name on its papers.
    public var letterhead: String?
    public var person: Named?
    /// Whose drafts a shared phone keeps apart.
    public var personID = ""
    public var menu: [Link] = []
    public var companies: [Link] = []
    public var flash: Flash?
    public var languages: [Link] = []
    public var here = ""
    public var signOut = ""
    public var login = ""
    public var home = "/"
    public var search: String?
    /// Where it is asked what is known of what stands in that box so far.
    public var live: String?
    public var bell: Bell?
    /// Where the manual helps with this page.
    public var help: String?
    /// Where the script finds what its calendar shows.
    public var days: String?
    /// What makes the pages a program of the phone; nil for those who work at a desk.
    public var app: String?
    /// The picture of that program, where the phone does not read it out of `app`.
    public var square: String?
    /// Where a phone that has kept something asks whether there is a line, and as whom it may send.
    public var line: String?

    public init(language: Language) { self.language = language }

    public func child(named child: String) -> Part? {
        switch child {
        case "lang": .text(language.rawValue)
        case "dir": .text(language.direction)
        case "title": .text(title)
        case "css": .text(css)
        case "js": .text(js)
        case "icons": .text(icons)
        case "csrf": .text(csrf)
        case "key": .text(key)
        case "moneyUnit": moneyUnit.map(Part.text)
        case "company": company.map(Part.parts)
        case "logo": logo.map(Part.text)
        case "letterhead": letterhead.map(Part.text)
        case "person": person.map(Part.parts)
        case "personID": .text(personID)
        case "menu": .rows(menu)
        case "companies": .rows(companies)
        case "flash": flash.map(Part.parts)
        case "languages": .rows(languages)
        case "here": .text(here)
        case "signOut": .text(signOut)
        case "login": .text(login)
        case "home": .text(home)
        case "search": search.map(Part.text)
        case "live": live.map(Part.text)
        case "bell": bell.map(Part.parts)
        case "help": help.map(Part.text)
        case "days": days.map(Part.text)
        case "app": app.map(Part.text)
        case "square": square.map(Part.text)
        case "line": line.map(Part.text)
        default: nil
        }
    }
}
