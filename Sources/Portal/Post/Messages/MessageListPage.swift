import Domain
import Ground
import Web

/// One message, on a page.
struct MessageItem: Sendable {
    let event: String
    let thing: String?
    let href: String?
    let name: String
    let number: String
    let body: String
    let parts: String
    /// Where the provider has said it.
    let cost: Amount?
    let badge: Badge
    let when: String
    let why: String?
    let again: String?
    /// Why somebody may get it twice.
    let doubt: String?

    init(_ line: MessageLine, _ link: SubjectLink?, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        event = words("messages.subject.\(line.event)")
        (thing, href) = (link?.label, link?.href)
        (name, number, body) = (
            line.name, line.number.contains("@") ? line.number : reader.mobile(line.number), line.body
        )
        parts = reader.number(line.parts)
        cost = line.cost.map { Amount(Money($0), reader) }
        badge = Badge(kind: Self.look(line.state), label: words("messages.state.\(line.state.rawValue)"))
        when = reader.dateTime(line.notBefore ?? line.at)
        why = line.why(reader)
        again =
            line.maySendAgain && context.may(MessageRoutes.again)
            ? context.paths(MessageRoutes.again, line.id) : nil
        doubt = line.state == .unknown ? words("messages.again.text") : nil
    }

    private static func look(_ state: MessageState) -> String {
        switch state {
        case .waiting, .sending: "neutral"
        case .sent: "info"
        case .delivered: "done"
        case .unknown, .held: "warning"
        case .failed, .expired: "error"
        }
    }
}

extension MessageLine {
    /// Why it did not arrive, or has not yet.
    func why(_ reader: Reader) -> String? {
        guard !fault.isEmpty else { return nil }
        return reader.words("messages.fault.\(fault)", code.isEmpty ? "–" : code.isolatedLeftToRight)
    }
}

/// All messages, the newest first.
struct MessageListPage: Page {
    static let template = "messages/list"
    let titleKey = "messages.title"
    let action: String
    let tab: String
    let typed: String
    let events: Field
    let channels: Field
    let tabs: [Tab]
    let files: [FileLink]
    /// nil for those who do not set it up.
    let account: String?
    let templates: String?
    let received: String?
    let hooks: String?
    /// Why nothing goes out.
    let stop: String?
    let items: [MessageItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<MessageLine, ID<Message>>, _ links: [EventSubject: SubjectLink], _ counts: [MessageTab: Int],
        _ known: PostAccount?, _ filter: MessageFilter, _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(MessageRoutes.list))
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        events = Field(name: "event", label: words("messages.event")).with {
            $0.blank = words("messages.event.any")
            $0.options = MessageEvent.allCases.map {
                .init(
                    value: $0.rawValue, label: words("messages.subject.\($0.rawValue)"), selected: $0 == filter.event)
            }
        }
        channels = Field(name: "channel", label: words("messages.channel")).with {
            $0.blank = words("messages.channel.any")
            $0.options = MessageChannel.allCases.map {
                .init(
                    value: $0.rawValue, label: words("messages.channel.\($0.rawValue)"),
                    selected: $0 == filter.channel)
            }
        }
        tabs = MessageTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("messages.tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        files =
            context.may(MessageRoutes.export) ? context.files(of: filter, at: context.paths(MessageRoutes.export)) : []
        account = context.pathIfAllowed(AccountRoutes.page)
        received = context.pathIfAllowed(ReceivedRoutes.list)
        templates = context.pathIfAllowed(MessageTemplateRoutes.list)
        hooks = context.pathIfAllowed(HookRoutes.list)
        stop = known?.stopped.map { $0.told(words) }
        items = slice.lines.map { MessageItem($0, links[$0.subject], context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        let none = filter.isNarrowed ? "none_found" : "none"
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("messages.\(none)"), text: words("messages.\(none)_hint"),
                action: filter.isNarrowed
                    ? .clear(list, words) : account.map { .init(href: $0, label: words("messages.account")) })
    }
}

extension PostAccount.Stop {
    func told(_ words: Words) -> String { words("messages.stop.\(why)", code.isEmpty ? "–" : code.isolatedLeftToRight) }
}
