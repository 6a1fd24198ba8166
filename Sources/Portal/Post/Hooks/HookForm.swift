import Domain
import Ground
import Web

/// A system's address and what it is told, as they were typed.
struct HookForm: Sendable {
    private static let longest = 500
    let url: Input<String>
    let events: Set<MessageEvent>
    let isOn: Bool

    init(_ form: FormBody) {
        url = form.input("url") { typed in
            guard typed.utf8.count <= Self.longest else { throw Complaint("form.too_long", "\(Self.longest)") }
            guard !typed.contains(where: \.isWhitespace), !typed.contains("#"),
                PublicWire.host(of: typed, PublicWire.mayGoAnywhere) != nil
            else { throw Complaint("hooks.url.bad") }
            return typed
        }
        events = Set(form.all("event").compactMap(MessageEvent.init(rawValue:))).intersection(HookStore.events)
        isOn = form.isChecked("on")
    }

    init(_ hook: HookRow) {
        url = Input(name: "url", typed: hook.url, value: hook.url)
        (events, isOn) = (hook.events, hook.isOn)
    }

    /// A new one.
    static let empty = HookForm(FormBody(["on": "1"]))
}
