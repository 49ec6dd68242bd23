"""What every demo is made of: controls, the declaration, the live view. They know no demo."""
