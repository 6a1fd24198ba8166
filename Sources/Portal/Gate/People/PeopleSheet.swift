import Domain
import Ground
import Web

/// Who works here, as a file: what the list shows, and no secret of anybody's.
enum PeopleSheet {
    static func sheet(_ filter: PeopleFilter, _ context: CompanyContext) -> Sheet<PeopleList.Item, Never> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<PeopleList.Item>] = [
            .init(words("people.name")) { .text($0.member.name) },
            .init(words("dealers.mobile")) { .text(MobileNumber.local(stored: $0.member.mobile)) },
            .init(words("people.roles")) { .text(reader.roles($0.member.roles)) },
            .init(words("people.dealer")) { .text($0.dealer ?? "") },
            .init(words("people.state")) { .text($0.member.badge(words).label) },
        ]
        return Sheet("people", title: "people.title", columns: columns) { _, _, tx in
            Slice(all: filter.shown(try PeopleList.all(tx)))
        }
    }
}
