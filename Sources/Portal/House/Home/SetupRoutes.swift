import Database
import Domain
import Ground
import Hummingbird
import Web

/// The list of a new company's first steps is closed by its administrator.
enum SetupRoutes: RoomRoutes {
    static let close = PlainForm("setup/closing", for: [.administrator])

    static var all: [Mounted] {
        [
            close.to { form, context in
                try await context.once(form, flash: "setup.closed", to: context.paths.home) { deed in
                    try SetupList.close(deed.tx)
                    try EventStore.add(
                        Event("setup_closed", of: .setting, in: "settings"), by: deed.actor.person, deed.tx)
                } orShow: { _ in
                    context.goOn(to: context.paths.home)
                }
            }
        ]
    }
}
