/// What a template is filled with: a struct of stored properties, named as the template names them; computed ones are not
/// seen. Types that are rendered many times on a page conform to `PageParts`.
public protocol Page: Sendable {
    /// The file below `Templates/`, without its ending: `jobs/list`.
    static var template: String { get }
    /// The key of the page's title.
    var titleKey: String { get }
    /// What fills the places of the title's sentence.
    var titleValues: [String] { get }
    /// Whether a dealer's phone may keep it, to be read where there is no line.
    static var isKeptOnPhones: Bool { get }
}

extension Page {
    public static var isKeptOnPhones: Bool { false }
    public var titleValues: [String] { [] }
}

/// A page with its shell, as templates see them: the page's own names first, `shell` for what is around it.
final class Framed: PageParts, Naming {
    /// Held as the templates get it: large, and asked for a hundred times on a page.
    private let shell: Part
    private let page: Named

    init(page: some Page, shell: Shell) {
        self.shell = .parts(Surroundings(shell: shell))
        self.page = Named(page)
    }

    func child(named name: String) -> Part? { name == "shell" ? shell : page.child(named: name) }

    func has(_ name: String) -> Bool { name == "shell" || page.has(name) }
}

/// The shell behind a reference: handing it on copies nothing.
private final class Surroundings: PageParts, Naming {
    let shell: Shell

    init(shell: Shell) { self.shell = shell }

    func child(named name: String) -> Part? { shell.child(named: name) }

    func has(_ name: String) -> Bool { Names.has(name, shell) }
}
