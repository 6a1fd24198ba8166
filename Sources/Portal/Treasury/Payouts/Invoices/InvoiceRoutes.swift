import Domain
import Ground
import Hummingbird
import Web

/// Invoices of dealers' services; a dealer's manager reaches his own as `mine`.
package enum InvoiceRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/dealers/:dealer/invoices/:invoice") { _, context in
            try await ShowInvoice(
                context: context, code: context.part("dealer"), number: context.part("invoice")
            ).run()
        }
    }
}
