import Ground

/// The rooms of this wing that can be called.
package enum BooksRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            PriceRoutes.self, BillRoutes.self, DraftRoutes.self, ReceiptRoutes.self, ReceivableRoutes.self,
            BooksSettingsRoutes.self,
        ]
    }
}
