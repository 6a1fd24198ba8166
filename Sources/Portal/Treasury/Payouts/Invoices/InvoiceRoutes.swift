import Domain
import Ground
import Hummingbird
import Web

/// Invoices of dealers' services; a dealer's manager reaches his own as `mine`.
package enum InvoiceRoutes: RoomRoutes {
    static let one = PageRoute<String, String>(
        "dealers/:dealer/invoices/:invoice", for: DealerAccountRoutes.readers, watched: .paper)

    package static var all: [Mounted] {
        [
            one.to { _, context, code, number in
                try await ShowInvoice(context: context, code: code, number: number).run()
            }
        ]
    }
}
