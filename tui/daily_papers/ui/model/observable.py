"""Plain data whose changes are reported to those who watch it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class Observed(Generic[T]):
    """An attribute of an `Observable` whose changes are reported.

    Assigning an equal value reports nothing.
    """

    def __init__(self, default: T) -> None:
        """Args:
        default: Its value until another is assigned; shared, so it must not be mutable.
        """
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type[object], name: str) -> None:
        """Learn the attribute's name."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[object]) -> Self: ...
    @overload
    def __get__(self, instance: Observable, owner: type[object]) -> T: ...
    def __get__(self, instance: Observable | None, owner: type[object]) -> Self | T:
        """The value; of the class, the descriptor itself."""
        if instance is None:
            return self
        value: T = instance.__dict__.get(self._name, self._default)
        return value

    def __set__(self, instance: Observable, value: T) -> None:
        """Assign the value, and report it where it differs."""
        before = instance.__dict__.get(self._name, self._default)
        if before is value:
            return
        instance.__dict__[self._name] = value
        if before != value:
            instance.changed(self._name)


class Observable:
    """Data with `Observed` attributes.

    Watchers are called at once, in the order in which they began to watch.
    """

    def __init__(self) -> None:
        """Nobody watches."""
        self._watchers: dict[str, list[Callable[[], object]]] = {}

    def watch(self, *names: str, call: Callable[[], object]) -> None:
        """Call `call` whenever one of the attributes `names` changes, or is reported as changed."""
        for name in names:
            self._watchers.setdefault(name, []).append(call)

    def unwatch(self, call: Callable[[], object]) -> None:
        """Do not call `call` any more."""
        for watchers in self._watchers.values():
            while call in watchers:
                watchers.remove(call)

    def changed(self, name: str) -> None:
        """Report that `name` changed, also where it was changed in place."""
        for call in tuple(self._watchers.get(name, ())):
            call()


class Signal(Generic[T]):
    """An event with a value, for what is no state: `draw these rows again`."""

    def __init__(self) -> None:
        """Nobody listens."""
        self._listeners: list[Callable[[T], object]] = []

    def connect(self, listener: Callable[[T], object]) -> None:
        """Call `listener` with the value of each event."""
        self._listeners.append(listener)

    def emit(self, value: T) -> None:
        """Report an event."""
        for listener in tuple(self._listeners):
            listener(value)


def mirror(source: Observable, target: Any, *names: str, **renamed: str) -> Callable[[], None]:
    """Keep attributes of `target`, such as a screen's reactives, equal to those of `source`.

    Args:
        source: Where they change.
        target: What follows, beginning now.
        names: Attributes that bear the same name in both.
        renamed: Attributes of `target`, each with its name in `source`.

    Returns:
        A function that ends it. Until then `source` keeps `target` in memory.
    """
    copies: list[Callable[[], object]] = []
    for name, origin in [*((each, each) for each in names), *renamed.items()]:

        def copy(name: str = name, origin: str = origin) -> None:
            setattr(target, name, getattr(source, origin))

        source.watch(origin, call=copy)
        copies.append(copy)
        copy()

    def end() -> None:
        for copy in copies:
            source.unwatch(copy)

    return end
