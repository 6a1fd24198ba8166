import Ground

/// The rooms of this wing that can be called.
package enum StockRooms {
    package static var all: [any RoomRoutes.Type] { [] }
}
