/// What `shared/badge` shows: a state, by word and by look.
public struct Badge: PageParts, Sendable {
    public let kind: String
    public let label: String

    /// - Parameter kind: one of the style guide's: neutral, info, accent, warning, done, error.
    public init(kind: String, label: String) {
        self.kind = kind
        self.label = label
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "kind": .text(kind)
        case "label": .text(label)
        default: nil
        }
    }
}

/// One line of `shared/facts`.
public struct Fact: PageParts, Sendable {
    public let label: String
    public let value: String
    public let href: String?
    /// For codes, phones and bank accounts, which run from left to right in every language.
    public let isLtr: Bool

    public init(label: String, value: String, href: String? = nil, isLtr: Bool = false) {
        self.label = label
        self.value = value
        self.href = href
        self.isLtr = isLtr
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "label": .text(label)
        case "value": .text(value)
        case "href": href.map(Part.text)
        case "ltr": .flag(isLtr)
        case "long": .flag(isLtr && value.count > Self.longest)
        default: nil
        }
    }

    /// A code that is longer has a row of its own: a bank account stays in one line.
    private static let longest = 24
}

/// One line of `shared/timeline`.
public struct TimelineItem: PageParts, Sendable {
    public let kind: String
    public let title: String
    public let text: String?
    public let who: String
    public let when: String
    /// ISO 8601, for machines.
    public let instant: String

    public init(kind: String, title: String, text: String? = nil, who: String, when: String, instant: String) {
        self.kind = kind
        self.title = title
        self.text = text
        self.who = who
        self.when = when
        self.instant = instant
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "kind": .text(kind)
        case "title": .text(title)
        case "text": text.map(Part.text)
        case "who": .text(who)
        case "when": .text(when)
        case "instant": .text(instant)
        default: nil
        }
    }
}

/// What `shared/empty` shows where a list has no rows: what to do next.
public struct EmptyNote: PageParts, Sendable {
    public struct Action: PageParts, Sendable {
        public let href: String
        public let label: String

        public init(href: String, label: String) {
            self.href = href
            self.label = label
        }

        public func child(named name: String) -> Part? {
            switch name {
            case "href": .text(href)
            case "label": .text(label)
            default: nil
            }
        }
    }

    public let title: String
    public let text: String
    public let action: Action?

    public init(title: String, text: String, action: Action? = nil) {
        self.title = title
        self.text = text
        self.action = action
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "title": .text(title)
        case "text": .text(text)
        case "action": action.map(Part.parts)
        default: nil
        }
    }
}

extension EmptyNote.Action {
    /// Out of a filter that nothing meets. - Parameter list: the list's own path.
    public static func clear(_ list: String, _ words: Words) -> Self {
        Self(href: list, label: words("shared.clear"))
    }
}
