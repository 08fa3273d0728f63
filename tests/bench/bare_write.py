"""The yardstick for writes: a bare Typer + SQLModel script that inserts one row."""

from typing import Annotated

import typer
from sqlmodel import Field, Session, SQLModel, create_engine

app = typer.Typer()


class Note(SQLModel, table=True):
    """One row."""

    id: int | None = Field(default=None, primary_key=True)
    text: str


@app.command()
def main(db: Annotated[str, typer.Argument()], text: Annotated[str, typer.Argument()]) -> None:
    """Insert one row."""
    engine = create_engine(f"sqlite:///{db}")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Note(text=text))
        session.commit()
    print("done")


if __name__ == "__main__":
    app()
