print("kardan")
