/// The rooms of this wing that can be called.
package enum GroundRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            AttachmentRoutes.self, ArrivalRoutes.self, DayRoutes.self, LineRoutes.self, ProofRoutes.self,
            ProposalRoutes.self, SegmentRoutes.self,
        ]
    }
}
