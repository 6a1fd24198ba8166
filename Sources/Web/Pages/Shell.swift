/// What stands around every page: language, files, the person, his company and his menu.
public struct Shell: PageParts, Sendable {
    public struct Named: PageParts, Sendable {
        public let name: String
        public let detail: String

        public init(name: String, detail: String) {
            self.name = name
            self.detail = detail
        }

        public func child(named child: String) -> Any? {
            switch child {
            case "name": Cell(name)
            case "slug", "role": Cell(detail)
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

        public func child(named child: String) -> Any? {
            switch child {
            case "href": Cell(href)
            case "label", "name": Cell(label)
            case "icon": icon.isEmpty ? nil : Cell(icon)
            case "group": group.isEmpty ? nil : Cell(group)
            case "current": current
            case "code": Cell(code)
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

        public func child(named child: String) -> Any? {
            switch child {
            case "kind": Cell(kind)
            case "text": Cell(text)
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

        public func child(named child: String) -> Any? {
            switch child {
            case "href": Cell(href)
            case "count": count.map(Cell.init)
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
    public var company: Named?
    public var person: Named?
    public var menu: [Link] = []
    public var companies: [Link] = []
    public var flash: Flash?
    public var languages: [Link] = []
    public var here = ""
    public var signOut = ""
    public var account = ""
    public var home = "/"
    public var search: String?
    public var bell: Bell?

    public init(language: Language) { self.language = language }

    public func child(named child: String) -> Any? {
        switch child {
        case "lang": Cell(language.rawValue)
        case "dir": Cell(language.direction)
        case "title": Cell(title)
        case "css": Cell(css)
        case "js": Cell(js)
        case "icons": Cell(icons)
        case "csrf": Cell(csrf)
        case "key": Cell(key)
        case "company": company
        case "person": person
        case "menu": menu
        case "companies": companies
        case "flash": flash
        case "languages": languages
        case "here": Cell(here)
        case "signOut": Cell(signOut)
        case "account": Cell(account)
        case "home": Cell(home)
        case "search": search.map(Cell.init)
        case "bell": bell
        default: nil
        }
    }
}
