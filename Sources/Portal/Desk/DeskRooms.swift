import Ground

/// The rooms of this wing that can be called.
package enum DeskRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            ContactRoutes.self, JointInboxRoutes.self, JointInboxSettingRoutes.self, FrontRoutes.self,
            GuideFrontRoutes.self,
            FrontSettingsRoutes.self,
        ]
    }
}
